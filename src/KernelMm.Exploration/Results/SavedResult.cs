using System.Text.Json;
using KernelMm.Exploration.Strategies;

namespace KernelMm.Exploration.Results;

/// <summary>What one shard of an exploration found, as it is kept in a file until all shards are there.</summary>
/// <param name="Scenario">What was explored.</param>
/// <param name="How">In which way: equal for the shards of one exploration.</param>
/// <param name="Shards">Which shards these are.</param>
/// <param name="ShardCount">Of how many.</param>
/// <param name="Result">What was found.</param>
public sealed record SavedResult(string Scenario, string How, IReadOnlyList<int> Shards, int ShardCount, ExplorationResult Result)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = false, Converters = { new ScheduleConverter() } };

    /// <summary>The way in words.</summary>
    public static string Describe(ExplorationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Strategy switch
        {
            StrategyKind.Pct => $"pct, depth {options.Depth}, seed {options.Seed}",
            StrategyKind.Random => $"random, seed {options.Seed}",
            _ => $"exhaustive, reduction {options.Reduction}, preemptions {options.Bounds.Preemptions?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}, injections {options.Bounds.Injections?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}",
        };
    }

    /// <summary>One shard's.</summary>
    public static SavedResult Of(string scenario, ExplorationOptions options, ExplorationResult result)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shard shard = options.Shard;
        return new SavedResult(scenario, Describe(options), [shard.Index], shard.Count, result);
    }

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static SavedResult FromJson(string json) =>
        JsonSerializer.Deserialize<SavedResult>(json, Format) is { Scenario: not null, How: not null, Shards: not null, Result: not null } saved
            ? saved
            : throw new JsonException("It holds no result.");

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>What the shards found together; exhausted only where all of them are there.</summary>
    /// <exception cref="ArgumentException">They are not shards of one exploration, or one is there twice.</exception>
    public static SavedResult Merge(IReadOnlyList<SavedResult> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        SavedResult first = parts[0];
        if (parts.FirstOrDefault(part => (part.Scenario, part.How, part.ShardCount) != (first.Scenario, first.How, first.ShardCount)) is { } other)
        {
            throw new ArgumentException($"{first.Name} and {other.Name} are not of one exploration.");
        }

        int[] shards = [.. parts.SelectMany(part => part.Shards).Order()];
        if (shards.Length != shards.Distinct().Count())
        {
            throw new ArgumentException($"A shard of {first.Name} is there twice.");
        }

        ExplorationResult all = ExplorationResult.Merge([.. parts.Select(part => part.Result)]);
        return first with { Shards = shards, Result = all with { IsExhausted = all.IsExhausted && shards.Length == first.ShardCount } };
    }

    private string Name => $"{Scenario} ({How}, {ShardCount} shards)";
}
