using System.Text.RegularExpressions;
using KernelMm.Levels.Parsing.Sections;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Linux's names of fields become constants beside the functions of <c>pgtable.h</c>, and must differ from these and from each other.</summary>
internal static class ConstantNames
{
    // Those functions, constants and types, without underscores: pte_offset_map, PMD_SHIFT, ptep_get, set_pud, PAGE_SIZE, pte …; and what every
    // class inherits, which a constant would hide.
    private static readonly Regex Taken = new(
        "^((pgd|p4d|pud|pmd|pte)p?(index|offset|same|shift|size|addrend|clear|populate|get|set|test|huge|unmap|at$|root)|pgdir|ptrsper"
        + "|(set|pfn)(pgd|p4d|pud|pmd|pte)$|page(shift|size|table)$|kernpgtable$|(virtual|physical)addressbits$|iscanonical$|pgtable$"
        + "|protection(s|map)$|pgprot$|pfn$|(pgd|p4d|pud|pmd|pte)(ptr)?$"
        + "|equals$|referenceequals$|tostring$|gethashcode$|gettype$|memberwiseclone$|finalize$)",
        RegexOptions.CultureInvariant);

    public static void Check(Reporter reporter, IEnumerable<FieldDeclaration> fields)
    {
        var collisions = new NameCollisions(reporter, "The constants");
        foreach (YamlScalar name in fields.Select(field => field.LinuxName).OfType<YamlScalar>())
        {
            collisions.Add(name);
            if (Taken.IsMatch(name.Value.Replace("_", string.Empty).ToLowerInvariant()))
            {
                reporter.Report(LevelDiagnostics.BadName, name.Span, "Linux's name of a field", name.Value, "it is a function's or a size's in the generated code, so leave `linux` out");
            }
        }
    }
}
