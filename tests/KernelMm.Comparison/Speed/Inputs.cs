using System.Globalization;
using System.Text;
using KernelMm.Comparison.Corpus;
using KernelMm.Comparison.Forms;
using KernelMm.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Comparison.Speed;

/// <summary>What is looked at where it is not the corpus itself.</summary>
internal static class Inputs
{
    /// <summary>Files of ordinary code that see the contracts and call nothing that has one.</summary>
    public static Compilation WithoutContracts(int files) => CSharpCompilation.Create(
        "Ordinary",
        Enumerable.Range(0, files).Select(i => CSharpSyntaxTree.ParseText(Ordinary(i), CorpusCompilations.ParseOptions, $"{i}.cs")),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(MayFailAttribute).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>One method of ten statements for each map, and five of them around and in the test.</summary>
    public static CorpusFile OneMethod(int maps)
    {
        var text = new StringBuilder("internal static class Large\n{\n    internal static void Method(Mm mm, PmdPtr pmd, VirtualAddress addr)\n    {\n");
        for (var i = 0; i < maps; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                        var before{{i}} = addr + PageSize;
                        Use(before{{i}});
                        var pte{{i}} = PteOffsetMapLock(mm, pmd, addr, out var ptl{{i}});
                        if (!pte{{i}}.IsNull)
                        {
                            var entry{{i}} = PtepGet(mm, pte{{i}});
                            if (entry{{i}}.Present)
                            {
                                SetPte(mm, pte{{i}}, entry{{i}});
                            }

                            PteUnmapUnlock(mm, pte{{i}}, ptl{{i}});
                        }

                        Use(addr);

                """);
        }

        return new CorpusFile("Large", $"Maps{maps}", text.Append("    }\n}\n").ToString());
    }

    private static string Ordinary(int number) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;

        namespace Ordinary.N{{number}};

        public sealed class Ledger
        {
            private readonly Dictionary<string, List<int>> _entries = new();
            private readonly StringBuilder _log = new();

            public int Total => _entries.Values.SelectMany(v => v).Sum();

            public void Add(string name, int amount)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (!_entries.TryGetValue(name.Trim(), out var list))
                {
                    list = new List<int>();
                    _entries.Add(name.Trim(), list);
                }

                list.Add(Math.Max(amount, {{number}}));
                Note(string.Concat("added ", amount.ToString(), " to ", name));
            }

            public string Describe(string name) =>
                _entries.TryGetValue(name, out var list) && list.Count > 0
                    ? string.Join(", ", list.OrderBy(n => n).Select(n => n.ToString()))
                    : Missing(name);

            public bool Remove(string name)
            {
                try
                {
                    return _entries.Remove(name);
                }
                finally
                {
                    Note(Missing(name));
                }
            }

            private static string Missing(string name) => string.Format("{0} has nothing", name.ToUpperInvariant());

            private void Note(string line) => _log.Append(line).AppendLine();
        }
        """;
}
