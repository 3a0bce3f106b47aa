using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Rules;

/// <summary>One rule: a description, and how it reads what the engine found in one method. A rule follows no control flow of its own.</summary>
internal interface IRule
{
    DiagnosticDescriptor Descriptor { get; }

    IEnumerable<Diagnostic> Read(Findings findings);
}
