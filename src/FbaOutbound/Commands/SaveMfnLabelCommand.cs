using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Commands;

/// <summary>Saves the labels of shipments as files that can be printed.</summary>
[
    Cmdlet(
        VerbsData.Save,
        "MfnLabel",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FileInfo))]
public sealed class SaveMfnLabelCommand : ShipmentIdCommand
{
    private string _folder = "";

    /// <summary><b>-Path:</b> the folder to save to. <value>The default value is the current location.</value></summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary><b>-Force:</b> overwrite existing files, and save a label whose checksum does not match.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Activity => "Saving labels";

    private protected override void Begin()
    {
        base.Begin();
        _folder = ResolveFile($"-{nameof(Path)}", Path);
        if (File.Exists(_folder))
        {
            throw new LabelNotSavedException(
                $"'{_folder}' is a file. -Path takes a folder; each label is named after its shipment. Nothing was saved.");
        }

        if (!Directory.Exists(_folder))
        {
            throw new LabelNotSavedException(
                $"Folder not found: '{_folder}'. -Path takes a folder, not the name of a file. Nothing was saved.");
        }
    }

    private protected override void ProcessShipment(string id, FbaSession session, object? input)
    {
        if (Engine.ShouldProcess(id, $"Save label to {_folder} (session {session.Name})"))
        {
            var (given, folder, force) = (PipelineRecord.Unwrap(input) as Shipment, _folder, Force.IsPresent);
            Pump.Add(id, (output, cancellationToken) => SaveAsync(id, given, session, folder, force, output, cancellationToken));
        }
    }

    // A shipment that has its label is not read again: reading is one request a second.
    private static async Task SaveAsync(
        string id, Shipment? given, FbaSession session, string folder, bool force, ICommandOutput output,
        CancellationToken cancellationToken)
    {
        var shipment = given?.Label?.FileContents?.Contents is { Length: > 0 }
            ? given
            : await session.Shipments.GetAsync(id, cancellationToken).ConfigureAwait(false);
        var label = LabelDocument.Read(shipment);
        if (shipment.IsCancelled || session.Shipments.HasCancelled(id))
        {
            output.Warning($"Shipment '{id}' was cancelled: do not use its label. Get-MfnShipment shows its status.");
        }
        else if (session.Shipments.MayHaveCancelled(id))
        {
            output.Warning(ShipmentClient.MayBeCancelled(id));
        }

        if (!label.IsIntact)
        {
            var broken = $"The label of shipment '{id}' does not match its checksum";
            if (!force)
            {
                throw new LabelBrokenException(
                    $"{broken} and was not saved. Run Save-MfnLabel again with the shipment's id, or use -Force to save the label as it is.");
            }

            output.Warning($"{broken}. Check the file before you use it.");
        }

        output.Write(LabelFileWriter.Write(System.IO.Path.Combine(folder, label.FileName), label.Bytes, force));
    }
}
