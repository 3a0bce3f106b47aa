namespace KernelMm.Contracts;

/// <summary>
/// A number of pages, of which some may lie behind the end of the page table in which the first of them is mapped. What it bounds
/// has to be bounded by what is left of the table too. In Linux: <c>folio_nr_pages</c>.
/// </summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class MayExceedTableAttribute : Attribute;
