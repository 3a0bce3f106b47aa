using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Generators.Tests.Caching;

public class ObjectGraphTests
{
    [Fact]
    public void No_step_holds_on_to_anything_of_the_compiler()
    {
        Run run = Run.First(LevelFile.Shipped("x64"), LevelFile.Shipped("riscv-sv39"), new LevelFile("broken.levels.yaml", "a: b\n"));
        object[] reached = StepNames.All.SelectMany(run.Outputs).SelectMany(output => ObjectGraph.Of(output.Value)).ToArray();

        // The walk does reach the insides, or the test would prove nothing.
        Assert.Contains(reached, value => value is Architecture);
        Assert.Contains(reached, value => value is AnySetTest);
        Assert.DoesNotContain(reached, IsOfTheCompiler);
    }

    [Fact]
    public void What_must_not_be_held_would_be_found()
    {
        Compilation compilation = Project.Compilation("class C;");

        Assert.Contains(ObjectGraph.Of(new[] { (Name: "deep", Values: new List<object> { compilation }) }), IsOfTheCompiler);
    }

    [Fact]
    public void An_old_compilation_is_let_go()
    {
        (Run second, WeakReference first) = RunTwice();

        for (int attempt = 0; attempt < 10 && first.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(first.IsAlive, "The generator's driver still holds on to the first compilation");
        GC.KeepAlive(second);
    }

    // In a method of its own, so that no local of the test keeps the first run alive.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (Run Second, WeakReference First) RunTwice()
    {
        Run first = Run.First(Project.Compilation("class First;"), [LevelFile.Shipped("x64")]);
        return (first.OnAnotherCompilation(Project.Compilation("class Second;")), new WeakReference(first.Compilation));
    }

    private static bool IsOfTheCompiler(object value) => value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel
        or Location or Diagnostic or AdditionalText or SourceText or Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions;
}
