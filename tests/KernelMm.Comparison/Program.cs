using System.Globalization;
using KernelMm.Comparison.Corpus;
using KernelMm.Comparison.Forms;
using KernelMm.Comparison.Others;
using KernelMm.Comparison.Speed;
using KernelMm.Comparison.Table;
using KernelMm.Testing;

const string Usage = """
    usage: dotnet run -c Release --project tests/KernelMm.Comparison -- table | speed [ROUNDS]

      table    run all tools over the corpus, and write analyzers/docs/comparison.md
      speed    measure the analyzers, and CA2000 beside them (5 rounds)
    """;

switch (args)
{
    case ["table"]:
        File.WriteAllText(Path.Combine(Repository.Root, "analyzers", "docs", "comparison.md"), await Table(Corpus()));
        return 0;
    case ["speed"]:
        await new SpeedTable(Corpus(), Console.Out, 5).Write();
        return 0;
    case ["speed", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
        await new SpeedTable(Corpus(), Console.Out, rounds).Write();
        return 0;
    case [Instructions.Command, var which, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int times):
        await Instructions.Repeat(which, times);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static CorpusFolder Corpus() => CorpusFolder.At(Environment.GetEnvironmentVariable("KERNELMM_CORPUS")
    ?? Path.Combine(Repository.Root, "tests", "KernelMm.Analyzers.Tests", "Corpus"));

static async Task<string> Table(CorpusFolder corpus)
{
    var compilations = new CorpusCompilations(corpus);
    List<Report> reports = [await Report.Of(Toolbox.Ours, Form.AsWritten, compilations.In(Form.AsWritten))];
    foreach (Form form in Enum.GetValues<Form>())
    {
        var compilation = compilations.In(form);
        foreach (Tool tool in Toolbox.Others)
        {
            Console.WriteLine($"{tool.Name}, {form} …");
            reports.Add(await Report.Of(tool, form, compilation));
        }
    }

    return new Page(corpus, reports).ToString();
}
