@{
    Format      = 'Ebay'
    FirstImport = '2026-11-01'
    MaxAge      = 3650
}
