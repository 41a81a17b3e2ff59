using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace FbaOutbound.Help;

/// <summary>The form in which PowerShell reads the help of cmdlets.</summary>
internal static class Maml
{
    private static readonly XNamespace s_root = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Returns the help of all cmdlets.</summary>
    /// <param name="cmdlets">The help of each.</param>
    /// <param name="pagesAddress">
    /// The address of the folder of the pages, with a slash at its end. <c>Get-Help -Online</c> opens the first link that has an address.
    /// </param>
    public static XDocument Write(IEnumerable<CmdletHelp> cmdlets, string pagesAddress) => new(
        new XElement(
            s_root + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            cmdlets.Select(help => Write(help, $"{pagesAddress}{help.Cmdlet.Name}.md"))));

    private static XElement Write(CmdletHelp help, string address) => new(
        s_command + "command",
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", help.Cmdlet.Name),
            new XElement(s_command + "verb", help.Cmdlet.Verb),
            new XElement(s_command + "noun", help.Cmdlet.Noun),
            Description([help.Synopsis])),
        Description(help.Description),
        new XElement(s_command + "syntax", help.Cmdlet.ParameterSets.Select(set => Syntax(help.Cmdlet, set))),
        new XElement(s_command + "parameters", help.Parameters.Select(Parameter)),
        new XElement(s_command + "inputTypes", help.Inputs.Select(input => Type("inputType", input))),
        new XElement(s_command + "returnValues", help.Outputs.Select(output => Type("returnValue", output))),
        help.Notes.Count == 0 ? null : new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paragraphs(help.Notes))),
        new XElement(s_command + "examples", help.Examples.Select(Example)),
        new XElement(
            s_command + "relatedLinks",
            Link("Online version:", address),
            help.Links.Select(link => Link(link.Name, ""))));

    private static XElement Syntax(CmdletClass cmdlet, string set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", cmdlet.Name),
        cmdlet.In(set).Select(found => new XElement(
            s_command + "parameter",
            Facts(found.Parameter, found.Use),
            new XElement(s_maml + "name", found.Parameter.Name),
            Value(found.Parameter))));

    private static XElement Parameter(CmdletParameterHelp help) => new(
        s_command + "parameter",
        Facts(help.Parameter, help.Parameter.Anywhere),
        new XElement(s_maml + "name", help.Parameter.Name),
        Description(help.Paragraphs),
        Value(help.Parameter),
        new XElement(s_dev + "type", new XElement(s_maml + "name", help.Parameter.TypeName)),
        new XElement(s_dev + "defaultValue", help.Default));

    private static IEnumerable<XAttribute> Facts(CmdletParameter parameter, ParameterUse use) =>
    [
        new("required", use.IsMandatory),
        new("variableLength", parameter.IsArray),
        new("globbing", parameter.SupportsWildcards),
        new("pipelineInput", (use.FromPipeline, use.FromPipelineByName) switch
        {
            (true, true) => "true (ByValue, ByPropertyName)",
            (true, false) => "true (ByValue)",
            (false, true) => "true (ByPropertyName)",
            _ => "false",
        }),
        new("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(',', parameter.Aliases)),
    ];

    private static XElement? Value(CmdletParameter parameter) =>
        parameter.IsSwitch ? null : new XElement(s_command + "parameterValue", new XAttribute("required", true), parameter.TypeName);

    private static XElement Type(string element, CmdletTypeHelp help) => new(
        s_command + element,
        new XElement(s_dev + "type", new XElement(s_maml + "name", help.Type)),
        Description(help.Paragraphs));

    // The empty paragraph keeps examples apart in the console.
    private static XElement Example(CmdletExample example, int index) => new(
        s_command + "example",
        new XElement(s_maml + "title", string.Create(CultureInfo.InvariantCulture, $"Example {index + 1}: {example.Title}")),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Paragraphs(example.Remarks), new XElement(s_maml + "para")));

    private static XElement Link(string text, string address) =>
        new(s_maml + "navigationLink", new XElement(s_maml + "linkText", text), new XElement(s_maml + "uri", address));

    private static XElement Description(IEnumerable<string> paragraphs) => new(s_maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(s_maml + "para", paragraph));
}
