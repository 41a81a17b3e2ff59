# Draws icon.png, the picture of the module in galleries: a parcel that leaves to the right.
$size = 128
$samples = 4

# The color at a point of a picture of 128 by 128, as red, green, blue and alpha; what comes first lies on top.
function Get-Color([double] $X, [double] $Y) {
    $isShaft = $X -ge 70 -and $X -le 96 -and [Math]::Abs($Y - 74) -le 6
    $isPoint = $X -ge 92 -and $X -le 112 -and [Math]::Abs($Y - 74) -le 112 - $X
    if ($isShaft -or $isPoint) { return 255, 255, 255, 255 }
    if ($X -ge 22 -and $X -le 82 -and $Y -ge 46 -and $Y -le 102) {
        if ($X -ge 46 -and $X -le 58 -and $Y -le 66) { return 240, 217, 168, 255 }
        return 201, 151, 84, 255
    }

    # The lid is seen from above.
    if ($Y -ge 28 -and $Y -lt 46 -and $X -ge 22 + (46 - $Y) * 0.6 -and $X -le 82 - (46 - $Y) * 0.6) {
        if ($X -ge 46 -and $X -le 58) { return 240, 217, 168, 255 }
        return 168, 120, 60, 255
    }

    $dx = [Math]::Max(0, [Math]::Abs($X - 64) - 40)
    $dy = [Math]::Max(0, [Math]::Abs($Y - 64) - 40)
    if ($dx * $dx + $dy * $dy -le 24 * 24) { return 20, 74, 92, 255 }
    0, 0, 0, 0
}

function ConvertTo-BigEndian([uint32] $Number) {
    $bytes = [BitConverter]::GetBytes($Number)
    [array]::Reverse($bytes)
    , $bytes
}

function Get-Checksum([byte[]] $Bytes) {
    [uint32] $sum = 4294967295
    foreach ($byte in $Bytes) {
        $sum = $sum -bxor $byte
        foreach ($bit in 1..8) { $sum = if ($sum -band 1) { ($sum -shr 1) -bxor 0xEDB88320L } else { $sum -shr 1 } }
    }

    [uint32] ($sum -bxor 4294967295)
}

$rows = [IO.MemoryStream]::new()
foreach ($y in 0..($size - 1)) {
    $rows.WriteByte(0)
    foreach ($x in 0..($size - 1)) {
        $sum = 0, 0, 0, 0
        foreach ($i in 0..($samples * $samples - 1)) {
            $color = Get-Color ($x + ($i % $samples + 0.5) / $samples) ($y + ([Math]::Floor($i / $samples) + 0.5) / $samples)
            foreach ($part in 0..2) { $sum[$part] += $color[$part] * $color[3] }
            $sum[3] += $color[3]
        }

        foreach ($part in 0..2) { $rows.WriteByte([byte] $(if ($sum[3]) { $sum[$part] / $sum[3] } else { 0 })) }
        $rows.WriteByte([byte] ($sum[3] / ($samples * $samples)))
    }
}

$packed = [IO.MemoryStream]::new()
$zlib = [IO.Compression.ZLibStream]::new($packed, [IO.Compression.CompressionLevel]::SmallestSize)
$zlib.Write($rows.ToArray(), 0, $rows.Length)
$zlib.Dispose()

$picture = [IO.MemoryStream]::new()
$picture.Write([byte[]] (0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A), 0, 8)
$header = (ConvertTo-BigEndian $size) + (ConvertTo-BigEndian $size) + [byte[]] (8, 6, 0, 0, 0)
$chunks = @{ Name = 'IHDR'; Data = $header }, @{ Name = 'IDAT'; Data = $packed.ToArray() }, @{ Name = 'IEND'; Data = [byte[]] @() }
foreach ($chunk in $chunks) {
    $content = [byte[]] ([Text.Encoding]::ASCII.GetBytes($chunk.Name) + $chunk.Data)
    foreach ($bytes in (ConvertTo-BigEndian ([uint32] $chunk.Data.Length)), $content, (ConvertTo-BigEndian (Get-Checksum $content))) {
        $picture.Write($bytes, 0, $bytes.Length)
    }
}

[IO.File]::WriteAllBytes((Join-Path $PSScriptRoot 'icon.png'), $picture.ToArray())
