using System.Text.Json;
using System.Text.Json.Serialization;
using KernelMm.Exploration.Schedules;

namespace KernelMm.Exploration.Results;

/// <summary>Schedules in JSON are their text.</summary>
internal sealed class ScheduleConverter : JsonConverter<Schedule>
{
    public override Schedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Schedule.Parse(reader.GetString() ?? string.Empty);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Schedule value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
