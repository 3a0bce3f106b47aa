using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>A slot's pointer type: <c>PtePtr</c>, <c>PmdPtr</c> and the rest.</summary>
internal static class SlotEmitter
{
    public static void Write(EmitContext context, LevelName name, CodeWriter writer)
    {
        string type = $"{name}Ptr";
        writer.Lines(Doc.Summary($"A slot of a {Names.Lower(name)} table of {context.Architecture.Name}: the place where a <see cref=\"{name}\"/> lives, which others may change. An unmanaged value; <see cref=\"Null\"/> is no slot.", $"{Names.Lower(name)}_t *"));
        writer.Open($"public readonly unsafe struct {type} : IEquatable<{type}>");
        writer.Lines(Members(context.Word, name, type));
        writer.Close();
    }

    private static string Members(string word, LevelName name, string type) => $$"""
        private readonly {{word}}* _slot;

        /// <summary>The slot at an address that <see cref="IPageTableMemory.TableAt"/> gave.</summary>
        public {{type}}(void* slot) => _slot = ({{word}}*)slot;

        /// <summary>No slot.</summary>
        public static {{type}} Null => default;

        /// <summary>Whether this is no slot, as after a map that failed.</summary>
        public bool IsNull => _slot is null;

        /// <summary>The slot's address in this process, for the memory seam.</summary>
        public {{word}}* Slot => _slot;

        /// <summary>Whether this is a slot.</summary>
        public static bool operator true({{type}} slot) => slot._slot is not null;

        /// <summary>Whether this is no slot.</summary>
        public static bool operator false({{type}} slot) => slot._slot is null;

        /// <summary>Whether this is no slot.</summary>
        public static bool operator !({{type}} slot) => slot._slot is null;

        /// <summary>The slot that many entries further on, in the same table.</summary>
        [MethodImpl(AggressiveInlining)]
        public static {{type}} operator +({{type}} slot, int entries) => new(slot._slot + entries);

        /// <summary>The slot that many entries before, in the same table.</summary>
        public static {{type}} operator -({{type}} slot, int entries) => new(slot._slot - entries);

        /// <summary>How many entries lie between two slots of one table.</summary>
        public static int operator -({{type}} left, {{type}} right) => (int)(left._slot - right._slot);

        /// <summary>The next slot.</summary>
        [MethodImpl(AggressiveInlining)]
        public static {{type}} operator ++({{type}} slot) => new(slot._slot + 1);

        /// <summary>The slot before.</summary>
        public static {{type}} operator --({{type}} slot) => new(slot._slot - 1);

        /// <summary>Whether both are the same slot.</summary>
        public static bool operator ==({{type}} left, {{type}} right) => left._slot == right._slot;

        /// <summary>Whether they are different slots.</summary>
        public static bool operator !=({{type}} left, {{type}} right) => left._slot != right._slot;

        /// <inheritdoc/>
        public bool Equals({{type}} other) => _slot == other._slot;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is {{type}} other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => ((nuint)_slot).GetHashCode();
        """;
}
