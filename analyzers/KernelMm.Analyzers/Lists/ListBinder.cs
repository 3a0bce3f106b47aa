using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Lists;

/// <summary>Finds the members that a list speaks of, and hands each sentence to what it is about.</summary>
internal sealed class ListBinder(Compilation compilation, List<ListError> errors)
{
    public void Bind(IEnumerable<ListEntry> entries, ContractList list)
    {
        foreach (var entry in entries)
        {
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(entry.Id, compilation) is { ContainingAssembly: not null } member)
            {
                foreach (var said in entry.All)
                {
                    Bind(member, said, list.Add(member));
                }
            }
            else
            {
                errors.Add(new ListError(entry.Place, $"There is no member '{entry.Id}' in this compilation. Write its documentation id: the full names of its type and of its parameters' types."));
            }
        }
    }

    private void Bind(ISymbol member, ListEntry.Said said, Listed listed)
    {
        var (value, traits) = (Vocabulary.OfValue(said.Statement), Vocabulary.OfMethod(said.Statement));
        if (said.Target == "method" && member is IMethodSymbol)
        {
            Says(said, traits != MethodTraits.None || IsClaim(said.Statement), "a method");
            listed.Traits |= traits;
            Vocabulary.Claim(said.Statement, listed.Claims);
        }
        else if (said.Target == (member is IMethodSymbol ? "return" : "value"))
        {
            Says(said, value != Contract.None || said.Statement.Name is "NamesLock" or "HoldsFor", "a value");
            listed.Value |= value;
            Vocabulary.Claim(said.Statement, listed.Claims);
        }
        else if (member is IMethodSymbol method && method.Parameters.FirstOrDefault(p => p.Name == said.Target.TrimStart('@')) is { } parameter)
        {
            Says(said, value != Contract.None, "a parameter");
            listed.Parameters.TryGetValue(parameter.Ordinal, out var known);
            listed.Parameters[parameter.Ordinal] = known | value;
        }
        else
        {
            errors.Add(new ListError(said.TargetPlace, $"'{said.Target}' is no part of '{member.Name}'. {Parts(member)}"));
        }
    }

    private void Says(ListEntry.Said said, bool something, string what)
    {
        if (!something)
        {
            errors.Add(new ListError(said.Place, $"'{said.Statement.Name}' says nothing of {what}."));
        }
    }

    private static bool IsClaim(Statement statement) => statement.Name is "DetachStep" or "HoldsFor";

    private static string Parts(ISymbol member) => member is IMethodSymbol method
        ? $"It has {string.Join(", ", method.Parameters.Select(p => $"'{p.Name}'").Concat(["'method'", "'return'"]))}."
        : "It has 'value'.";
}
