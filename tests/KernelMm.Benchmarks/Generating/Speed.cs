using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KernelMm.Generators;
using Microsoft.CodeAnalysis;

namespace KernelMm.Benchmarks.Generating;

/// <summary>
/// The generator in the compiler's driver, both warm: from nothing, after an edit of a level file, after an edit of something else. Beside
/// the time of the driver with our generator stands that of the driver with one that does next to nothing, in turn with ours. What the compiler
/// does with the output afterwards, parsing included, has a table of its own.
/// </summary>
internal sealed class Speed(TextWriter output, int rounds)
{
    private const int Many = 1_000;

    private delegate (GeneratorDriver Driver, Compilation Compilation) Edit(IIncrementalGenerator generator, int edit);

    public void Measure()
    {
        Text[] files = Text.Shipped;
        Text x64 = files.Single(file => file.Path == "levels/x64.levels.yaml");
        Text[] many = [.. Enumerable.Range(0, Many).Select(x64.Named)];

        Line($"{"what",-40} {"goal ms",8} {"driver ms",10} {"its own ms",11} {"ours ms",9} {"allocated KiB",14}");
        Row("one architecture (x64), from nothing", null, rounds * 20, (generator, _) => (Project.Driver(generator, [x64]), Project.Compilation()));
        Row($"all {files.Length}, from nothing", null, rounds * 2, (generator, _) => (Project.Driver(generator, files), Project.Compilation()));
        Row($"an edit of one level file, {files.Length} loaded", 5, rounds * 20, EditOf(files, x64));
        Row($"an edit of C#, {files.Length} loaded", 0.1, rounds * 100, EditOfCSharp(files));
        Row($"{Many} level files, from nothing", 3_000, Math.Min(rounds, 3), (generator, _) => (Project.Driver(generator, many), Project.Compilation()));
        Row($"an edit of C#, {Many} loaded", null, rounds * 4, EditOfCSharp(many));
        Row($"an edit of one level file, {Many} loaded", null, rounds * 4, EditOf(many, many[0]));

        output.WriteLine();
        Line($"{"architecture",-20} {"KiB of C#",10} {"parse ms",9} {"bind ms",9}");
        foreach (Text file in files)
        {
            Compile(file);
        }
    }

    private static Edit EditOf(Text[] files, Text one)
    {
        Func<IIncrementalGenerator, GeneratorDriver> loaded = Loaded(files);
        return (generator, edit) => (loaded(generator).ReplaceAdditionalText(one, one.Edited(edit)), Project.Compilation());
    }

    private static Edit EditOfCSharp(Text[] files)
    {
        Func<IIncrementalGenerator, GeneratorDriver> loaded = Loaded(files);
        return (generator, edit) => (loaded(generator), Project.Compilation(edit));
    }

    // A driver as an editor has it after a while: its second run was an edit of something else.
    private static Func<IIncrementalGenerator, GeneratorDriver> Loaded(Text[] files)
    {
        Dictionary<Type, GeneratorDriver> drivers = [];
        return generator =>
        {
            if (!drivers.TryGetValue(generator.GetType(), out GeneratorDriver? driver))
            {
                driver = Project.Driver(generator, files).RunGenerators(Project.Compilation()).RunGenerators(Project.Compilation(-1));
                drivers.Add(generator.GetType(), driver);
            }

            return driver;
        };
    }

    private void Row(string what, double? goal, int times, Edit edit)
    {
        (IIncrementalGenerator ours, IIncrementalGenerator nothing) = (new LevelsGenerator(), new NextToNothing());
        Warm(times, edit, ours, nothing);
        List<(double Driver, double Own, double Allocated)> runs = [];
        for (int run = 1; run <= times; run++)
        {
            (double own, _) = Run(edit(nothing, run));
            (double driver, double allocated) = Run(edit(ours, run));
            runs.Add((driver, own, allocated));
        }

        double median = Median(runs.Select(run => run.Driver));
        string wanted = goal?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
        string verdict = goal is null ? string.Empty : median <= goal ? "met" : "missed";
        Line($"{what,-40} {wanted,8} {median,10:F3} {Median(runs.Select(run => run.Own)),11:F3} {Median(runs.Select(run => run.Driver - run.Own)),9:F3} {Median(runs.Select(run => run.Allocated)),14:N0}  {verdict}");
    }

    // The runtime compiles what is often run a second time, by and by and beside the program: until it has, and what it has then measured is
    // in use, the times are not those of a compiler that has been up for a minute.
    private static void Warm(int times, Edit edit, IIncrementalGenerator ours, IIncrementalGenerator nothing)
    {
        for (int pause = 0; pause < 4; pause++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int run = 1; run <= times && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1); run++)
            {
                Run(edit(nothing, -run));
                Run(edit(ours, -run));
            }

            Thread.Sleep(200);
        }
    }

    private static (double Time, double Allocated) Run((GeneratorDriver Driver, Compilation Compilation) edited)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        edited.Driver.RunGenerators(edited.Compilation);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024.0);
    }

    // The driver hands over trees that are parsed when somebody asks. Binding is all that the compiler does to the bodies and the documentation.
    private void Compile(Text file)
    {
        // The registry is of all of them, and belongs to none.
        string[] texts = [.. Project.Driver([file]).RunGenerators(Project.Compilation()).GetRunResult().Results[0].GeneratedSources
            .Where(source => source.HintName != "Architectures.g.cs").Select(source => source.SourceText.ToString())];
        List<(double Parse, double Bind)> runs = [];
        for (int run = 0; run < 3; run++)
        {
            long start = Stopwatch.GetTimestamp();
            SyntaxTree[] trees = Project.Parse(texts);
            double parse = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Compilation compilation = Project.Compilation().AddSyntaxTrees(trees);
            start = Stopwatch.GetTimestamp();
            ImmutableArray<Diagnostic> diagnostics = compilation.GetDiagnostics();
            runs.Add((parse, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                throw new InvalidOperationException($"What comes of {file.Path} does not compile: {diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
            }
        }

        string name = Path.GetFileName(file.Path).Replace(".levels.yaml", string.Empty, StringComparison.Ordinal);
        Line($"{name,-20} {texts.Sum(Encoding.UTF8.GetByteCount) / 1024.0,10:F1} {Median(runs.Select(run => run.Parse)),9:F1} {Median(runs.Select(run => run.Bind)),9:F1}");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
