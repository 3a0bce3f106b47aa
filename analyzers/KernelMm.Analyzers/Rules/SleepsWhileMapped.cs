using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Rules;

/// <summary>KMM0010: something that may sleep is called while a mapping lives or its lock is held.</summary>
internal sealed class SleepsWhileMapped : IRule
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KMM0010",
        "May sleep while something is mapped or locked",
        "'{0}' may sleep here, but {1} since line {2}. {3} before it sleeps, and map again and look again afterwards; or call it before the map.",
        Describe.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A mapping is a read-side RCU section and its lock a spinlock: neither allows to sleep.",
        helpLinkUri: Describe.HelpLink("KMM0010"));

    public DiagnosticDescriptor Descriptor => Rule;

    public IEnumerable<Diagnostic> Read(Findings findings) =>
        from finding in findings
        where finding.Kind == FindingKind.MaySleep
        select Diagnostic.Create(
            Rule,
            finding.Place,
            [finding.Site.Place()],
            Sleeper(finding),
            What(finding),
            Describe.Line(finding.Site.Place()),
            finding.Detail.Length > 0 ? $"Give '{finding.Detail}' back"
                : finding.OwesMapping ? $"Unmap '{finding.Site.Name()}'" : $"Unlock '{finding.Site.LockName}'");

    private static string Sleeper(Finding finding) => finding.Operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        _ => "await",
    };

    private static string What(Finding finding) => finding switch
    {
        { Detail: { Length: > 0 } resource } => $"'{resource}' is held",
        { OwesMapping: true, OwesLock: true } => $"'{finding.Site.Name()}' is mapped and its lock '{finding.Site.LockName}' held",
        { OwesMapping: true } => $"'{finding.Site.Name()}' is mapped",
        _ => $"the lock '{finding.Site.LockName}' is held",
    };
}
