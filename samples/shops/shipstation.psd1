@{
    Format      = 'ShipStation'
    IdPrefix    = 'SHIP-'
    FirstImport = '2026-11-01'
    MaxAge      = 3650
    SpeedMap    = @{ '2-Day' = 'Expedited' }
}
