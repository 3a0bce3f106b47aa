using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Names for the different fields of an architecture, whichever levels have them.</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<Field, string> _names = [];

    public FieldNames(Architecture architecture)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (Field field in architecture.Levels.SelectMany(level => level.FieldsAndAddress).Distinct())
        {
            string plain = field.High == field.Low ? $"{Names.Pascal(field.Name)}{field.High}" : $"{Names.Pascal(field.Name)}{field.High}To{field.Low}";
            string name = plain;
            for (int other = 2; !taken.Add(name); other++)
            {
                name = $"{plain}Or{other}";
            }

            _names.Add(field, name);
        }
    }

    /// <summary>Every field that some level has, and its name.</summary>
    public IReadOnlyDictionary<Field, string> All => _names;
}
