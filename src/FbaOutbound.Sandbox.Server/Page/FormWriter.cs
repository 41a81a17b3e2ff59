using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Server.Page;

/// <summary>Writes the forms by which the page changes the sandbox.</summary>
/// <param name="html">Where they are written.</param>
/// <param name="action">The address that they are sent to.</param>
internal sealed class FormWriter(HtmlWriter html, string action)
{
    /// <summary>Begins a form that does something; its end is to be written.</summary>
    public void Begin(string name, params (string Name, string Value)[] fields)
    {
        html.Add($"""<form method="post" action="{action}"><input type="hidden" name="do" value="{name}">""");
        foreach (var (field, value) in fields)
        {
            html.Add($"""<input type="hidden" name="{field}" value="{value}">""");
        }
    }

    /// <summary>Writes a button that does something.</summary>
    public void Button(string form, string text, params (string Name, string Value)[] fields) =>
        Button(form, text, fields, about: "");

    /// <summary>Writes a button that does something, with what it is about for those who do not see where it stands.</summary>
    public void Button(string form, string text, (string Name, string Value)[] fields, string about)
    {
        Begin(form, fields);
        html.Add($"""<button>{text}<span class="hidden"> {about}</span></button></form>""");
    }

    /// <summary>Writes the options of a list.</summary>
    public void Options(IEnumerable<string> names, string? selected)
    {
        foreach (var name in names)
        {
            if (name == selected)
            {
                html.Add($"<option selected>{name}</option>");
            }
            else
            {
                html.Add($"<option>{name}</option>");
            }
        }
    }
}
