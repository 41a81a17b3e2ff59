@{
    Format      = 'WooWebToffee'
    IdPrefix    = 'WOO-'
    FirstImport = '2026-11-01'
    MaxAge      = 3650
    SpeedMap    = @{ 'Flat rate' = 'Standard' }
}
