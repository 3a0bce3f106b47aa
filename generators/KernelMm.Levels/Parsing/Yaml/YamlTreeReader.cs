using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KernelMm.Levels.Parsing.Yaml;

/// <summary>
/// Turns the YAML parser's events into a tree of limited depth and size. The parser's own tree loader recurses without limit and
/// overflows the stack; here the open collections stand on a stack of ours, and reading stops where a limit is passed.
/// </summary>
internal sealed class YamlTreeReader
{
    private const int MostNodes = 50_000;

    private readonly Reporter _reporter;
    private readonly Stack<YamlCollection> _open = new();
    private YamlNode? _root;
    private int _documents;
    private int _nodes;

    private YamlTreeReader(Reporter reporter) => _reporter = reporter;

    /// <summary>The document's root, or null with a diagnostic.</summary>
    public static YamlNode? Read(string text, Reporter reporter)
    {
        if (text.IndexOf('\0') is int nul and >= 0)
        {
            // The parser would take it for the end of the file, and nobody would ever see what stands behind it.
            reporter.Report(LevelDiagnostics.NotYaml, YamlSpans.At(text, nul), "there is a NUL character here");
            return null;
        }

        var reader = new YamlTreeReader(reporter);
        using var input = new StringReader(text);
        return reader.ReadAll(new Parser(input), text);
    }

    private YamlNode? ReadAll(Parser parser, string text)
    {
        LevelFileSpan last = LevelFileSpan.FileStart;
        try
        {
            while (parser.MoveNext())
            {
                ParsingEvent current = parser.Current!;
                last = YamlSpans.Between(current.Start, current.End);
                if (!TryTake(current, last))
                {
                    return null;
                }
            }
        }
        catch (YamlException exception)
        {
            _reporter.Report(LevelDiagnostics.NotYaml, YamlSpans.Inside(YamlSpans.Between(exception.Start, exception.End), text), Sentence(exception.Message));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser meets some broken files with an exception of another kind (InvalidOperationException for an unclosed list
            // before a mapping). They are no less broken, and an exception here would take the compiler's generator down.
            _reporter.Report(LevelDiagnostics.NotYaml, last, "the text behind this place cannot be read, perhaps for want of a closing bracket");
            return null;
        }

        if (_root is null or YamlScalar { Value: "", IsPlain: true })
        {
            _reporter.Report(LevelDiagnostics.Empty, LevelFileSpan.FileStart);
            return null;
        }

        return _root;
    }

    private bool TryTake(ParsingEvent current, LevelFileSpan span) => current switch
    {
        DocumentStart => TryStartDocument(span),
        AnchorAlias => Refuse(LevelDiagnostics.AliasRefused, span, "aliases"),
        NodeEvent { Anchor.IsEmpty: false } => Refuse(LevelDiagnostics.AliasRefused, span, "anchors"),
        NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } => Refuse(LevelDiagnostics.AliasRefused, span, "tags"),
        NodeEvent when ++_nodes > MostNodes => Refuse(LevelDiagnostics.TooMany, span, "The file", MostNodes, "values"),
        Scalar scalar => TryAdd(new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, span)),
        MappingStart start => TryOpen(new YamlCollection(true, start.Style == MappingStyle.Flow, start.Start), span),
        SequenceStart start => TryOpen(new YamlCollection(false, start.Style == SequenceStyle.Flow, start.Start), span),
        MappingEnd or SequenceEnd => TryAdd(_open.Pop().Complete(current.End)),
        _ => true,
    };

    private bool TryStartDocument(LevelFileSpan span) =>
        ++_documents == 1 || Refuse(LevelDiagnostics.SecondDocument, span);

    private bool TryOpen(YamlCollection collection, LevelFileSpan span)
    {
        _open.Push(collection);
        return _open.Count <= LevelFileLimits.MaxDepth || Refuse(LevelDiagnostics.TooDeep, span, LevelFileLimits.MaxDepth);
    }

    private bool TryAdd(YamlNode node)
    {
        if (_open.Count == 0)
        {
            _root = node;
            return true;
        }

        return _open.Peek().TryAdd(node)
            || Refuse(LevelDiagnostics.WrongType, node.Span, "a key", node.Kind, "a word before the colon");
    }

    private bool Refuse(LevelDiagnosticKind kind, LevelFileSpan span, params object[] arguments)
    {
        _reporter.Report(kind, span, arguments);
        return false;
    }

    // "While scanning a mapping, found …" and the like: one sentence, to stand inside of ours.
    private static string Sentence(string message)
    {
        string line = new(message.Select(c => char.IsControl(c) ? ' ' : c).ToArray());
        line = line.Trim().TrimEnd('.');
        return line.Length > 1 ? char.ToLowerInvariant(line[0]) + line.Substring(1) : "it cannot be read";
    }
}
