using System;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Input that names an order, a shipment, a SKU or the like: a single value that can have been meant, or an object that has it as a
/// property.
/// </summary>
internal sealed class NamedInput
{
    private readonly ObjectMembers? _members;
    private readonly object? _single;
    private readonly Func<string, bool, FbaException> _refuse;

    /// <summary>Looks into the input.</summary>
    /// <param name="input">What came down the pipeline, or one argument.</param>
    /// <param name="refuse">
    /// Makes the exception of a message, for a value that is a text or the like but cannot have been meant, or else for a missing one;
    /// null for <see cref="IdentifierMissingException"/>.
    /// </param>
    public NamedInput(object? input, Func<string, bool, FbaException>? refuse = null)
    {
        _refuse = refuse ?? ((message, _) => new IdentifierMissingException(message));
        _members = ObjectMembers.Of(input, PipelineRecord.View);
        _single = _members is null ? PipelineRecord.Unwrap(input) : null;
    }

    /// <summary>Whether the input has properties.</summary>
    public bool IsObject => _members is not null;

    /// <summary>The session that the input came with; a session itself is as good as its name.</summary>
    public SessionMark? Session => _members?.Find("Session") is FbaSession session
        ? new SessionMark(session.Name, session.AccountMark)
        : _members is null ? null : new SessionMark(_members.Find("Session") as string, AccountOf(_members));

    /// <summary>Returns the account that an object came from, or null.</summary>
    public static string? AccountOf(ObjectMembers members) => SessionMark.AccountIn(members.Find("Account") as string);

    /// <summary>Returns the single value, or the value of the first of the properties that has one.</summary>
    /// <param name="what">What it is called in an error.</param>
    /// <param name="properties">The names of the properties.</param>
    /// <exception cref="FbaException">There is none. The message lists names and never values: a row holds a recipient.</exception>
    public string Require(string what, params string[] properties)
    {
        var names = string.Join(" or ", properties);
        if (_members is not null)
        {
            return Find(properties)
                ?? throw _refuse($"The input has no value in the property {names}. {_members.Describe(properties)}", false);
        }

        if (_single is not null && GivenText.FlawOf(_single) is not null)
        {
            throw _refuse($"The input is {TypeText.Of(_single)}. Give the {what}, or an object with the property {names}.", false);
        }

        return Read(_single, what)
            ?? throw _refuse($"The {what} is null or blank. Nothing was read or changed for it.", false);
    }

    /// <summary>Returns the text of the properties that have one, or null.</summary>
    /// <exception cref="FbaException">
    /// One of them is not a text that can have been meant, or two of them differ: which one is meant is not known.
    /// </exception>
    public string? Find(params string[] properties)
    {
        string? found = null;
        foreach (var property in properties)
        {
            foreach (var value in _members?.All(property) ?? [])
            {
                var text = Read(value, property);
                if (found is not null && text is not null && found != text)
                {
                    throw _refuse(
                        $"The input has different values in {string.Join(" and ", properties)}. Nothing was read or changed for it. Leave "
                            + "one of them out.",
                        true);
                }

                found ??= text;
            }
        }

        return found;
    }

    private string? Read(object? value, string name)
    {
        var text = GivenText.Of(value, TextUses.OfMember(name), out var fault);
        return fault is null
            ? text
            : throw _refuse(
                $"The {name} {fault}. Nothing was read or changed for it.", value is null || GivenText.FlawOf(value) is null);
    }
}
