using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using FbaOutbound.Pipeline;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

public sealed class CmdletTests
{
    // What Get-Verb lists in PowerShell 5.1 and 7 alike.
    private static readonly HashSet<string> s_approvedVerbs = [.. """
        Add Clear Close Copy Enter Exit Find Format Get Hide Join Lock Move New Open Optimize Pop Push Redo Remove Rename Reset Resize
        Search Select Set Show Skip Split Step Switch Undo Unlock Watch Connect Disconnect Read Receive Send Write Backup Checkpoint
        Compare Compress Convert ConvertFrom ConvertTo Dismount Edit Expand Export Group Import Initialize Limit Merge Mount Out Publish
        Restore Save Sync Unpublish Update Debug Measure Ping Repair Resolve Test Trace Approve Assert Complete Confirm Deny Disable
        Enable Install Invoke Register Request Restart Resume Start Stop Submit Suspend Uninstall Unregister Wait Block Grant Protect
        Revoke Unblock Unprotect Use
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    private static readonly string[] s_changingVerbs =
        [
            "Add", "Approve", "Clear", "Import", "Move", "New", "Remove", "Rename", "Reset", "Save", "Send", "Set", "Start", "Stop",
            "Submit", "Update"];

    // Reading a file into objects changes nothing.
    private static readonly string[] s_changesNothing = ["Import-FbaOrder"];

    private static readonly string[] s_reserved =
    [
        "Confirm", "Debug", "ErrorAction", "ErrorVariable", "InformationAction", "InformationVariable", "OutBuffer", "OutVariable",
        "PipelineVariable",
        "ProgressAction", "Verbose", "WarningAction", "WarningVariable", "WhatIf",
    ];

    public static TheoryData<string> Names => [.. CmdletClass.All.Select(cmdlet => cmdlet.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheVerbIsApproved(string name) => Assert.Contains(Find(name).Verb, s_approvedVerbs);

    [Theory]
    [MemberData(nameof(Names))]
    public void TheNounIsSingularAndCarriesThePrefix(string name)
    {
        var noun = Find(name).Noun;
        Assert.Matches("^(Fba|Mfn)[A-Z][A-Za-z]+$", noun);
        Assert.True(
            !noun.EndsWith('s') || noun.EndsWith("ss", StringComparison.Ordinal) || noun.EndsWith("Status", StringComparison.Ordinal),
            noun);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheClassIsNamedAndPlacedLikeTheCmdlet(string name)
    {
        var cmdlet = Find(name);
        Assert.Equal($"{cmdlet.Verb}{cmdlet.Noun}Command", cmdlet.Type.Name);
        Assert.Equal("FbaOutbound.Commands", cmdlet.Type.Namespace);
        Assert.True(cmdlet.Type is { IsPublic: true, IsSealed: true });
        Assert.Contains($"src/FbaOutbound/Commands/{cmdlet.Type.Name}.cs", Repository.Files("src/FbaOutbound/Commands", ".cs"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheOutputIsDeclared(string name) => Assert.NotEmpty(Find(name).OutputTypes);

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatChangesSomethingCanBeAskedWhatIf(string name)
    {
        var cmdlet = Find(name);
        if (s_changingVerbs.Contains(cmdlet.Verb) && !s_changesNothing.Contains(name))
        {
            Assert.True(cmdlet.SupportsShouldProcess);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheImpactIsMediumSoThatNoRunbookIsAsked(string name)
    {
        var cmdlet = Find(name);
        Assert.Equal(cmdlet.SupportsShouldProcess ? ConfirmImpact.Medium : null, cmdlet.ConfirmImpact);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheDefaultParameterSetExistsWhereThereAreSeveral(string name)
    {
        var cmdlet = Find(name);
        if (cmdlet.ParameterSets.Count > 1)
        {
            Assert.Contains(cmdlet.DefaultParameterSet, cmdlet.ParameterSets.Append(CallWays.AnyWay));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoParameterTakesANameOfTheEngine(string name) =>
        Assert.Empty(Find(name).Parameters.Select(parameter => parameter.Name).Intersect(s_reserved));

    [Theory]
    [MemberData(nameof(Names))]
    public void OnlyOneParameterOfASetTakesPipelineInput(string name)
    {
        var cmdlet = Find(name);
        foreach (var set in cmdlet.ParameterSets)
        {
            Assert.True(cmdlet.Parameters.Count(parameter => parameter.In(set) is { FromPipeline: true }) <= 1, set);
        }
    }

    // The binder drops a value that it cannot convert, and with it a part of an order.
    [Theory]
    [MemberData(nameof(Names))]
    public void NoParameterIsBoundByPropertyName(string name) =>
        Assert.DoesNotContain(Find(name).Parameters, parameter => parameter.Sets.Values.Any(use => use.FromPipelineByName));

    // The engine turns a script block or a list into text.
    [Theory]
    [MemberData(nameof(Names))]
    public void EveryTextRefusesOtherValues(string name)
    {
        string[] pathsAndNames = ["Journal", "JournalName", "LogPath", "Path", "QuotaStore", "SandboxState"];
        foreach (var parameter in Find(name).Parameters.Where(parameter => !pathsAndNames.Contains(parameter.Name)))
        {
            var attribute = CmdletClass.Data(parameter.Property, nameof(TextArgumentAttribute)).SingleOrDefault();
            if (parameter.Property.PropertyType == typeof(string))
            {
                Assert.True(attribute is not null && CmdletParameter.Named(attribute, "IsList") is not true, parameter.Name);
            }
            else if (parameter.Property.PropertyType == typeof(string[]))
            {
                Assert.True(attribute is not null && CmdletParameter.Named(attribute, "IsList") is true, parameter.Name);
            }
        }
    }

    // The engine asks for a mandatory parameter where another one of its set was given, and one of the default set was not.
    [Theory]
    [MemberData(nameof(Names))]
    public void NoParameterIsAskedFor(string name)
    {
        var cmdlet = Find(name);
        foreach (var set in cmdlet.ParameterSets)
        {
            foreach (var asked in cmdlet.Parameters.Where(parameter => parameter.In(set) is { IsAskedFor: true }))
            {
                Assert.NotEqual(cmdlet.DefaultParameterSet ?? set, set);
                Assert.All(
                    cmdlet.Parameters.Where(parameter => parameter != asked && parameter.In(set) is not null),
                    other => Assert.True(
                        other.In(cmdlet.DefaultParameterSet!) is not null, $"-{other.Name} alone makes the engine ask for -{asked.Name}."));
            }
        }
    }

    // The engine offers files where nothing else is offered.
    [Theory]
    [MemberData(nameof(Names))]
    public void TabOffersFilesOnlyForPaths(string name)
    {
        string[] paths = ["LiteralPath", "LogPath", "Path", "QuotaStore", "RejectPath", "SandboxState", "Shop", "SkuMap", "StatePath"];
        Assert.Empty(Find(name).Parameters
            .Where(parameter => parameter.Property.PropertyType != typeof(SwitchParameter) && !paths.Contains(parameter.Name))
            .Where(parameter => !CmdletClass.Data(parameter.Property, nameof(ArgumentCompleterAttribute)).Any())
            .Select(parameter => parameter.Name));
    }

    // PowerShell takes a bare number for ticks.
    [Theory]
    [MemberData(nameof(Names))]
    public void NoParameterIsATimeSpan(string name) => Assert.DoesNotContain(
        Find(name).Parameters, parameter =>
            (Nullable.GetUnderlyingType(parameter.Property.PropertyType) ?? parameter.Property.PropertyType) == typeof(TimeSpan));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameterIsDocumentedUnderItsName(string name)
    {
        foreach (var parameter in Find(name).Parameters)
        {
            var summary = Documentation.Summary(parameter.Property);
            Assert.StartsWith($"<b>-{parameter.Name}:</b> ", summary, StringComparison.Ordinal);
            Assert.EndsWith(".", Documentation.Plain(summary).TrimEnd('"'), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheSameParameterHasTheSameTypeEverywhere()
    {
        // A list of ids is taken where many orders can be worked on, one id where one order is made; one state is set, and several are
        // listed. Several files are read, and one is written. The stock is compared with orders, or set.
        var types = CmdletClass.All.SelectMany(cmdlet => cmdlet.Parameters)
            .Where(parameter => parameter.Name is not ("SellerFulfillmentOrderId" or "Name" or "Status" or "Path" or "Stock"))
            .GroupBy(parameter => parameter.Name, parameter => parameter.TypeName)
            .Where(group => group.Distinct().Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Distinct())}");
        Assert.Empty(types);
    }

    [Fact]
    public void TheManifestExportsEveryCmdlet() =>
        Assert.Equal(
            CmdletClass.All.Select(cmdlet => cmdlet.Name), Repository.ManifestList("CmdletsToExport").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("VariablesToExport")]
    public void TheManifestSaysThatNothingElseIsExported(string key)
    {
        Assert.Matches($@"\b{key}\s*=\s*@\(\s*\)", Repository.Manifest);
    }

    [Fact]
    public void NoCmdletIsLeftOutsideTheCommands()
    {
        var cmdlets = Repository.Cmdlets.GetTypes().Where(type => type.IsSubclassOf(typeof(Cmdlet)) && !type.IsAbstract);
        Assert.Equal(cmdlets.OrderBy(type => type.Name), CmdletClass.All.Select(cmdlet => cmdlet.Type).OrderBy(type => type.Name));
    }

    private static CmdletClass Find(string name) => CmdletClass.All.Single(cmdlet => cmdlet.Name == name);
}

/// <summary>The XML documentation of the cmdlets' assembly.</summary>
internal static class Documentation
{
    private static readonly Dictionary<string, XElement> s_members = XDocument.Load(
        Path.ChangeExtension(Repository.Cmdlets.Location, ".xml"), LoadOptions.PreserveWhitespace)
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Returns the summary of a property with its markup, on one line.</summary>
    public static string Summary(PropertyInfo property) =>
        s_members.TryGetValue($"P:{property.DeclaringType!.FullName}.{property.Name}", out var member)
            && member.Element("summary") is { } summary
            ? string.Join(
                ' ',
                string.Concat(
                    summary.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))
                ).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : "";

    /// <summary>Takes the markup off a summary.</summary>
    public static string Plain(string summary) => XElement.Parse($"<x>{summary}</x>").Value;
}
