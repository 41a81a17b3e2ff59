@{
    Format      = 'Shopify'
    IdPrefix    = 'MAIN-'
    FirstImport = '2026-11-01'
    MaxAge      = 3650
    SpeedMap    = @{ 'Express*' = 'Expedited' }
}
