using System.Globalization;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>Short names for symbols, each the same wherever the method names it: to write one out in full takes longer than all else that is done with it.</summary>
internal sealed class SymbolNumbers
{
    private readonly Dictionary<ISymbol, int> _numbers = new(SymbolEqualityComparer.Default);

    public string Of(ISymbol symbol)
    {
        if (!_numbers.TryGetValue(symbol, out var number))
        {
            _numbers.Add(symbol, number = _numbers.Count);
        }

        return "S" + number.ToString(CultureInfo.InvariantCulture);
    }
}
