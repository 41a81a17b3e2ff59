@{
    Format = 'AmazonMcf'
}
