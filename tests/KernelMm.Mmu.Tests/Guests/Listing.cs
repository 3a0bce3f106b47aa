using System.Globalization;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>A guest program's machine words, as <c>objdump -d</c> lists them beside what they mean.</summary>
internal static class Listing
{
    /// <summary>Reads a listing of <c>Guests/Programs</c>.</summary>
    /// <param name="name">Its file name without the extension.</param>
    /// <param name="isInWords">Whether objdump prints little-endian words, as it does for all but byte-wise instruction sets.</param>
    public static byte[] Read(string name, bool isInWords)
    {
        using StreamReader reader = new(typeof(Listing).Assembly.GetManifestResourceStream(name + ".listing")!);
        byte[] program = new byte[0x1000];
        while (reader.ReadLine() is string line)
        {
            string[] columns = line.Split('\t');
            if (columns.Length < 2 || !columns[0].Contains(':', StringComparison.Ordinal))
            {
                continue;
            }

            int at = int.Parse(columns[0].Trim().TrimEnd(':'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            foreach (string group in columns[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                byte[] bytes = Convert.FromHexString(group);
                if (isInWords)
                {
                    Array.Reverse(bytes);
                }

                bytes.CopyTo(program, at);
                at += bytes.Length;
            }
        }

        return program;
    }
}
