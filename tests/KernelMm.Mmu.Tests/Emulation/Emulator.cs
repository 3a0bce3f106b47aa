namespace KernelMm.Mmu.Tests.Emulation;

/// <summary>A system emulator: its command, and the Debian package that holds it.</summary>
internal sealed record Emulator(string Command, string Package)
{
    /// <summary>Skips the running test, by name, where the emulator is missing.</summary>
    public void SkipWhereMissing() => Assert.SkipUnless(IsInstalled, $"{Command} is missing; on Debian it is in {Package}.");

    private bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, Command)));
}
