namespace KernelMm.Cli.Tests;

/// <summary>Golden texts in <c>_snapshots</c>: on a difference what was received is written beside what was expected.</summary>
internal static class Snapshot
{
    public static void Verify(string received, string name)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "_snapshots");
        string verified = Path.Combine(folder, name + ".verified.txt");
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : string.Empty;
        if (received != expected)
        {
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, name + ".received.txt");
            File.WriteAllText(path, received);
            Assert.Fail($"{name} differs; what was received is in {path}.");
        }
    }
}
