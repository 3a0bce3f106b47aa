using System.Reflection;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// The sources that the tests of this project are about, taken from the tests themselves: while a test is only being listened to,
/// what it hands to <see cref="Verify"/> is written down instead of checked.
/// </summary>
internal static class Sources
{
    private static readonly AsyncLocal<List<string>?> Listening = new();

    /// <summary>Whether this source is only to be written down.</summary>
    public static bool Note(string source)
    {
        Listening.Value?.Add(source);
        return Listening.Value is not null;
    }

    /// <summary>Whether tests are only being listened to.</summary>
    public static bool IsListening => Listening.Value is not null;

    public static TheoryData<string, string> OfDiagnosticTests() => Of("Diagnostics");

    public static TheoryData<string, string> Of(string kind)
    {
        var all = new TheoryData<string, string>();
        foreach (var type in typeof(Sources).Assembly.GetTypes().Where(t => t.Name == kind).OrderBy(t => t.FullName))
        {
            foreach (var (name, source) in Listen(type))
            {
                all.Add($"{type.Namespace!.Split('.')[^1]}: {name}", source);
            }
        }

        return all;
    }

    private static IEnumerable<(string, string)> Listen(Type type)
    {
        foreach (var method in type.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null).OrderBy(m => m.Name))
        {
            var rows = method.GetCustomAttributes<InlineDataAttribute>().Select(d => d.Data).ToList();
            foreach (var row in rows.Count > 0 ? rows : [[]])
            {
                Listening.Value = [];
                method.Invoke(Activator.CreateInstance(type), row);
                foreach (var source in Listening.Value)
                {
                    yield return (method.Name, source);
                }

                Listening.Value = null;
            }
        }
    }
}
