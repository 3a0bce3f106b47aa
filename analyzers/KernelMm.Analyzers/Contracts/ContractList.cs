using System.Collections.Immutable;
using KernelMm.Analyzers.Lists;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Analyzers.Contracts;

/// <summary>
/// What is said of code that cannot be annotated: the additional files named <c>MappingContracts.txt</c> or
/// <c>MappingContracts.*.txt</c>, bound to this compilation.
/// </summary>
internal sealed class ContractList
{
    public static readonly ContractList Empty = new();

    private readonly Dictionary<ISymbol, Listed> _said = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IAssemblySymbol> _assemblies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, List<ListError>> _errors = [];

    public bool IsEmpty => _said.Count == 0;

    public static bool IsList(AdditionalText file)
    {
        var name = Path.GetFileName(file.Path);
        return name.StartsWith("MappingContracts.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
    }

    public static ContractList Read(ImmutableArray<AdditionalText> files, Compilation compilation, CancellationToken cancel)
    {
        ContractList? list = null;
        foreach (var file in files.Where(IsList))
        {
            if (file.GetText(cancel) is { } text)
            {
                list ??= new ContractList();
                var (entries, errors) = ListParser.Parse(file.Path, text);
                var all = errors.ToList();
                new ListBinder(compilation, all).Bind(entries, list);
                list._errors[file.Path] = all;
            }
        }

        return list ?? Empty;
    }

    /// <summary>What is wrong in this file.</summary>
    public IReadOnlyList<ListError> Errors(string path) => _errors.TryGetValue(path, out var errors) ? errors : [];

    /// <summary>What is said of this member; null where nothing is.</summary>
    public Listed? Of(ISymbol definition) => _said.Count > 0 && _said.TryGetValue(definition, out var listed) ? listed : null;

    public bool SpeaksOf(IAssemblySymbol assembly) => _assemblies.Contains(assembly);

    public Listed Add(ISymbol member)
    {
        if (!_said.TryGetValue(member, out var listed))
        {
            _said.Add(member, listed = new Listed());
            _assemblies.Add(member.ContainingAssembly);
        }

        return listed;
    }
}
