using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Whether a walk as the hardware makes it needs to know what a running kernel decided.</summary>
internal static class HardwareParameters
{
    public static bool Ask(Architecture architecture) => architecture.Levels.Any(Asks);

    private static bool Asks(Level level) =>
        level.ExistsWhen is not null
        || TestsOf(level).Any(test => test is not null && Tests.DependsOnParameters(test))
        || level.TableAddress.Concat(level.HardwareLeafAddress).Concat(level.Grouped?.Address ?? []).Any(slice => slice.When is not null);

    private static IEnumerable<Test?> TestsOf(Level level)
    {
        HardwareEntry hardware = level.Hardware;
        return [hardware.Valid, hardware.Leaf, hardware.Fault, level.Grouped?.When, .. Of(hardware.TableRights), .. Of(hardware.LeafRights)];
    }

    private static Test?[] Of(Rights rights) => [rights.User, rights.Write, rights.UserExecute, rights.KernelExecute, rights.Read];
}
