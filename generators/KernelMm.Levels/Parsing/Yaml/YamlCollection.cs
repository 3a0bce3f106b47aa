using YamlDotNet.Core;

namespace KernelMm.Levels.Parsing.Yaml;

/// <summary>A list or mapping whose end has not been read yet.</summary>
internal sealed class YamlCollection(bool isMapping, bool isFlow, Mark start)
{
    private readonly List<YamlNode> _items = [];
    private readonly List<YamlEntry> _entries = [];
    private YamlScalar? _key;

    /// <summary>Takes the next value; false for a key that is no word.</summary>
    public bool TryAdd(YamlNode node)
    {
        if (!isMapping)
        {
            _items.Add(node);
        }
        else if (_key is not null)
        {
            _entries.Add(new YamlEntry(_key, node));
            _key = null;
        }
        else
        {
            _key = node as YamlScalar;
            return _key is not null;
        }

        return true;
    }

    public YamlNode Complete(Mark end)
    {
        LevelFileSpan span = Span(end);
        return isMapping ? new YamlMapping(_entries, span) : new YamlSequence(_items, span);
    }

    // What stands in brackets is marked whole; a block would mark half the file, so its first key stands for it.
    private LevelFileSpan Span(Mark end)
    {
        LevelFileSpan? first = isFlow ? null
            : isMapping ? (_entries.Count > 0 ? _entries[0].Key.Span : null)
            : _items.Count > 0 ? _items[0].Span : null;
        return first is null
            ? YamlSpans.Between(start, end)
            : new LevelFileSpan((int)start.Line, (int)start.Column, first.EndLine, first.EndColumn);
    }
}
