using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Lists;

/// <summary>
/// Reads a list of contracts: a documentation id on a line of its own, and under it what is said of that member, as C# would say it
/// in attributes with a target: <c>[return: MayFail, ReturnsMapped]</c>. Empty lines and lines that begin with <c>#</c> mean nothing.
/// </summary>
internal sealed class ListParser(string path, SourceText text)
{
    private static readonly Regex Id = new(@"^[MFP]:[^\s\[\]]+$", RegexOptions.CultureInvariant);
    private static readonly Regex Line = new(@"^\[\s*(?<target>@?\w+)\s*:(?<said>.*)\]$", RegexOptions.CultureInvariant);

    private readonly List<ListEntry> _entries = [];
    private readonly List<ListError> _errors = [];

    public static (IReadOnlyList<ListEntry> Entries, IReadOnlyList<ListError> Errors) Parse(string path, SourceText text)
    {
        var parser = new ListParser(path, text);
        foreach (var line in text.Lines)
        {
            parser.Read(line);
        }

        return (parser._entries, parser._errors);
    }

    private void Read(TextLine line)
    {
        var (start, content) = Trimmed(line.Start, line.ToString());
        if (content.Length == 0 || content[0] == '#')
        {
            return;
        }

        if (Id.IsMatch(content))
        {
            _entries.Add(new ListEntry(content, Place(start, content.Length)));
        }
        else if (Line.Match(content) is { Success: true } said)
        {
            ReadSaid(start, content, said);
        }
        else
        {
            Error(start, content.Length, "This is neither a member, as in 'M:Vendor.Ring.TryMap(System.Int32)', nor what is said of one, as in '[return: MayFail]'.");
        }
    }

    private void ReadSaid(int start, string content, Match line)
    {
        if (_entries.Count == 0)
        {
            Error(start, content.Length, "There is no member above this line that it could be about.");
            return;
        }

        var target = line.Groups["target"];
        foreach (var (at, sentence) in SentenceParser.Split(line.Groups["said"].Value))
        {
            var from = start + line.Groups["said"].Index + at;
            var (statement, error) = SentenceParser.Parse(sentence);
            if (statement is { } parsed)
            {
                _entries[_entries.Count - 1].All.Add(new(target.Value, Place(start + target.Index, target.Length), parsed, Place(from, sentence.Length)));
            }
            else
            {
                Error(from, sentence.Length, error!);
            }
        }
    }

    private void Error(int start, int length, string message) => _errors.Add(new ListError(Place(start, length), message));

    private static (int Start, string Content) Trimmed(int start, string line)
    {
        var content = line.TrimStart();
        return (start + line.Length - content.Length, content.TrimEnd());
    }

    private Location Place(int start, int length)
    {
        var span = new TextSpan(start, length);
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }
}
