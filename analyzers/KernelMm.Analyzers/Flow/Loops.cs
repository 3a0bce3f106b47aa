using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>The blocks that control may come back to: those between a jump backwards and where it leads.</summary>
internal sealed class Loops
{
    // How many jumps lead back over each block; null where none does.
    private readonly int[]? _around;

    public Loops(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var branch in block.Predecessors)
            {
                if (branch.Source.Ordinal >= block.Ordinal)
                {
                    _around ??= new int[graph.Blocks.Length + 1];
                    _around[block.Ordinal]++;
                    _around[branch.Source.Ordinal + 1]--;
                }
            }
        }

        for (var i = 1; i < _around?.Length; i++)
        {
            _around[i] += _around[i - 1];
        }
    }

    public bool Any => _around is not null;

    public bool Contain(int block) => _around is not null && _around[block] > 0;
}
