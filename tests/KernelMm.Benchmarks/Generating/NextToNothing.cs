using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Benchmarks.Generating;

/// <summary>
/// A generator that looks at no file's content and hands over as many texts as ours, all of one line: what it takes is the driver's own.
/// </summary>
internal sealed class NextToNothing : IIncrementalGenerator
{
    private static readonly SourceText Line = SourceText.From("// nothing", Encoding.UTF8);

    // As ours are named, so that the driver compares as much.
    private static readonly string[] Names = ["Architecture", "Entries", "Pgtable", "Swapops", "PageWalk", "HardwareWalk"];

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> files = context.AdditionalTextsProvider.Select(static (file, _) => Path.GetFileName(file.Path));
        context.RegisterSourceOutput(files, static (production, file) =>
        {
            foreach (string name in Names)
            {
                production.AddSource($"{file}.{name}.g.cs", Line);
            }
        });
    }
}
