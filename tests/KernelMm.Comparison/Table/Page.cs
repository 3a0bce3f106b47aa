using System.Globalization;
using System.Text;
using KernelMm.Analyzers;
using KernelMm.Comparison.Corpus;
using KernelMm.Comparison.Forms;
using KernelMm.Comparison.Others;

namespace KernelMm.Comparison.Table;

/// <summary>The page <c>analyzers/docs/comparison.md</c>.</summary>
internal sealed class Page(CorpusFolder corpus, IReadOnlyList<Report> reports)
{
    private const string Head = """
        # Side by side

        Which mistakes of the corpus other analyzers report, and which of its harmless variants they accuse. Made by

        ```sh
        dotnet run -c Release --project tests/KernelMm.Comparison -- table
        ```

        which overwrites this page. Every rule of every tool is turned on, with its default options. The corpus is the one in
        `tests/KernelMm.Analyzers.Tests/Corpus`; every file of it is seen in three forms, so that each tool meets an API that it can
        know something about:

        | Form | What the API is |
        |---|---|
        | as written | a pointer-like struct that may be null, given back by a call |
        | nullable class | a class; what may fail returns `PtePtr?` |
        | disposable | the same class, `IDisposable`: made by static methods named `Open…` (the names by which CA2000 knows what makes something), moved as a cursor, given back by `Dispose` |

        The last two are derived from the first, word by word (`tests/KernelMm.Comparison/Forms`). A tool **reports** a bug if, in any
        form, one of its rules that count speaks more often than in the repaired form of the same bug; where a file holds more than
        one mistake, it has to speak in the line of the one in question. It **accuses** a harmless file if one of them speaks there. The rules that count are those whose subject is null, disposal, locks,
        results thrown away or conditions that are always so, and any other that speaks at least twice as often in what is broken as
        in what is repaired. Rules of style speak thousands of times in both and are left out. SonarAnalyzer's package ships without its
        symbolic execution (S2259, S2222, S2583, S2589 and their like); what it ships was run.

        """;

    private readonly Verdicts _verdicts = new(corpus, reports);
    private readonly IReadOnlyList<Tool> _tools = [Toolbox.Ours, .. Toolbox.Others];
    private readonly IReadOnlyList<CorpusFile> _bugs = [.. corpus.Files.Where(f => f.IsBug)];
    private readonly IReadOnlyList<CorpusFile> _right = [.. corpus.Files.Where(f => !f.IsBug)];
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        _text.Append(Head).Append('\n');
        ByRule();
        ByRoom();
        ByForm();
        ByFile("Which bugs", "Bug", _bugs, (tool, file) => _verdicts.Reporting(tool, file));
        ByFile("Which harmless files are accused", "File", [.. _right.Where(f => _tools.Any(t => _verdicts.Accusing(t, f).Count > 0))], (tool, file) => _verdicts.Accusing(tool, file));
        return _text.ToString().TrimEnd('\n') + "\n";
    }

    private void ByRule()
    {
        Heading("Bugs, by the rule that reports them here", ["Rule", "What it says", "Bugs"]);
        foreach (var rule in new MappingAnalyzer().SupportedDiagnostics)
        {
            var bugs = _bugs.Where(b => b.Rules.Contains(rule.Id, StringComparer.Ordinal)).ToList();
            Row([$"[{rule.Id}]({rule.Id}.md)", rule.Title.ToString(CultureInfo.InvariantCulture), Number(bugs.Count), .. _tools.Select(t => Number(bugs.Count(b => _verdicts.Reports(t, b, rule.Id))))]);
        }

        var unseen = _bugs.Where(b => b.Rules.Count == 0).ToList();
        Row(["none", "what no rule reports", Number(unseen.Count), .. _tools.Select(t => Number(unseen.Count(b => _verdicts.Reporting(t, b).Count > 0)))]);
        Row(["files", "in which something of it is reported", Number(_bugs.Count), .. _tools.Select(t => Number(_bugs.Count(b => _verdicts.Reporting(t, b).Count > 0)))]);
    }

    private void ByRoom()
    {
        Heading("What is right, and accused all the same", ["Room", "Files"]);
        foreach (var room in _right.GroupBy(f => f.Room))
        {
            Row([room.Key, Number(room.Count()), .. _tools.Select(t => Number(room.Count(f => _verdicts.Accusing(t, f).Count > 0)))]);
        }

        Row(["all", Number(_right.Count), .. _tools.Select(t => Number(_right.Count(f => _verdicts.Accusing(t, f).Count > 0)))]);
    }

    private void ByForm()
    {
        Heading("By form: bugs reported / harmless files accused", ["Form"]);
        foreach (var form in Enum.GetValues<Form>())
        {
            Row([Name(form), .. _tools.Select(t => _verdicts.Of(t).SingleOrDefault(r => r.Form == form) is { } report
                ? $"{_bugs.Count(b => _verdicts.Reporting(report, b).Any())} / {_right.Count(f => _verdicts.Accusing(report, f).Any())}"
                : "")]);
        }
    }

    private void ByFile(string heading, string what, IReadOnlyList<CorpusFile> files, Func<Tool, CorpusFile, IReadOnlyList<string>> rules)
    {
        Heading(heading, [what]);
        foreach (var file in files)
        {
            Row([$"{file.Room}/{file.Name}", .. _tools.Select(t => string.Join(" ", rules(t, file)))]);
        }
    }

    private void Heading(string title, IReadOnlyList<string> columns)
    {
        _text.Append("\n## ").Append(title).Append("\n\n");
        Row([.. columns, .. _tools.Select(t => t.Name)]);
        Row([.. columns.Select(_ => "---"), .. _tools.Select(_ => "---")]);
    }

    private void Row(IReadOnlyList<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Name(Form form) => form switch
    {
        Form.AsWritten => "as written",
        Form.NullableClass => "nullable class",
        _ => "disposable",
    };
}
