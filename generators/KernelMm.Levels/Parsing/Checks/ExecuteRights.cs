using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary><c>execute</c> is short for <c>user_execute</c> and <c>kernel_execute</c>, and excludes them.</summary>
internal static class ExecuteRights
{
    public static void Check(MappingReader? rights)
    {
        if (rights?["execute"] is null)
        {
            return;
        }

        foreach (string key in new[] { "user_execute", "kernel_execute" })
        {
            if (rights[key] is not null)
            {
                rights.Reporter.Report(LevelDiagnostics.DuplicateKey, rights.Entries.First(entry => entry.Key.Value == key).Key.Span, $"{key}` beside `execute");
            }
        }
    }
}
