namespace KernelMm.Levels.Model;

/// <summary>What can be said of tests without an entry.</summary>
public static class Tests
{
    /// <summary>The same test with less in it: the entry's bits of one kind merged, constants gone.</summary>
    public static Test Simplify(Test test) => test switch
    {
        NotTest not => Negate(Simplify(not.Inner)),
        AllTest all => Combine(all.Parts.Select(Simplify), isAll: true),
        AnyTest any => Combine(any.Parts.Select(Simplify), isAll: false),
        _ => test,
    };

    /// <summary>The test with every parameter replaced by its default, simplified.</summary>
    public static Test WithDefaults(Test test, EquatableArray<Parameter> parameters) => Simplify(Bind(test, parameters));

    /// <summary>Whether a parameter has a say.</summary>
    public static bool DependsOnParameters(Test test) => test switch
    {
        ParameterTest or ParameterValueTest => true,
        NotTest not => DependsOnParameters(not.Inner),
        AllTest all => all.Parts.Any(DependsOnParameters),
        AnyTest any => any.Parts.Any(DependsOnParameters),
        _ => false,
    };

    /// <summary>The bits of an entry that a test asks about; none where there is no test.</summary>
    public static ulong MaskOf(Test? test) => test switch
    {
        AnySetTest any => any.Mask,
        EqualsTest equals => equals.Mask,
        ParameterValueTest value => value.Mask,
        NotTest not => MaskOf(not.Inner),
        AllTest all => all.Parts.Aggregate(0UL, (mask, part) => mask | MaskOf(part)),
        AnyTest any => any.Parts.Aggregate(0UL, (mask, part) => mask | MaskOf(part)),
        _ => 0,
    };

    private static Test Bind(Test test, EquatableArray<Parameter> parameters) => test switch
    {
        ParameterTest named => new ConstantTest(parameters.First(parameter => parameter.Name == named.Name).Default != 0),
        ParameterValueTest value => new EqualsTest(value.Mask, parameters.First(parameter => parameter.Name == value.Name).Default & value.Mask),
        NotTest not => new NotTest(Bind(not.Inner, parameters)),
        AllTest all => new AllTest(all.Parts.Select(part => Bind(part, parameters)).ToEquatableArray()),
        AnyTest any => new AnyTest(any.Parts.Select(part => Bind(part, parameters)).ToEquatableArray()),
        _ => test,
    };

    private static Test Negate(Test test) => test switch
    {
        ConstantTest constant => new ConstantTest(!constant.Value),
        NotTest not => not.Inner,
        _ => new NotTest(test),
    };

    private static Test Combine(IEnumerable<Test> parts, bool isAll)
    {
        List<Test> kept = [];
        foreach (Test part in parts)
        {
            if (part is ConstantTest constant)
            {
                if (constant.Value != isAll)
                {
                    return constant;
                }
            }
            else if (!Merge(kept, part, isAll))
            {
                kept.Add(part);
            }
        }

        return kept.Count switch
        {
            0 => new ConstantTest(isAll),
            1 => kept[0],
            _ when isAll => new AllTest(kept.ToEquatableArray()),
            _ => new AnyTest(kept.ToEquatableArray()),
        };
    }

    // "a or b is set" is one test of both bits, and so is "neither is".
    private static bool Merge(List<Test> kept, Test part, bool isAll)
    {
        for (int index = 0; index < kept.Count; index++)
        {
            Test? merged = (kept[index], part) switch
            {
                (AnySetTest left, AnySetTest right) when !isAll => new AnySetTest(left.Mask | right.Mask),
                (NotTest { Inner: AnySetTest left }, NotTest { Inner: AnySetTest right }) when isAll =>
                    new NotTest(new AnySetTest(left.Mask | right.Mask)),
                _ => null,
            };
            if (merged is not null)
            {
                kept[index] = merged;
                return true;
            }
        }

        return false;
    }
}
