using System.Text;

namespace FbaOutbound.Files;

/// <summary>
/// Reads the letters that Shift-JIS has twice, such as the first of 髙橋, in their second place, which .NET knows only in its lenient
/// encoding. All other bytes that are no letter are an error.
/// </summary>
internal sealed class TwofoldLetters : DecoderFallback
{
    /// <inheritdoc/>
    public override int MaxCharCount => 1;

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private readonly Encoding _lenient = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        private char _letter;
        private bool _isRead = true;

        public override int Remaining => _isRead ? 0 : 1;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            var text = _lenient.GetString(bytesUnknown);
            if (bytesUnknown.Length != 2 || bytesUnknown[0] is not (0xED or 0xEE or 0xFA or 0xFB or 0xFC) || text.Length != 1
                || text[0] is '?' or '\u30FB' or '\uFFFD')
            {
                throw new DecoderFallbackException("The bytes are not a valid Shift-JIS character.", bytesUnknown, index);
            }

            _letter = text[0];
            _isRead = false;
            return true;
        }

        public override char GetNextChar()
        {
            if (_isRead)
            {
                return '\0';
            }

            _isRead = true;
            return _letter;
        }

        public override bool MovePrevious()
        {
            var wasRead = _isRead;
            _isRead = false;
            return wasRead;
        }

        public override void Reset() => _isRead = true;
    }
}
