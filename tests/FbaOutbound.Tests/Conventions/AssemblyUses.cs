using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Mono.Cecil;

namespace FbaOutbound.Tests.Conventions;

/// <summary>A type of an assembly that uses another type of it. Nested types count as the type they are in.</summary>
/// <param name="User">The full name of the type that uses.</param>
/// <param name="Used">The full name of the type that is used.</param>
internal sealed record TypeUse(string User, string Used);

/// <summary>
/// Reads from an assembly which of its types use which others of it: in bases, members, signatures, attributes and method bodies.
/// </summary>
internal sealed class AssemblyUses
{
    private readonly HashSet<TypeUse> _uses = [];

    public static IReadOnlyCollection<TypeUse> Of(Assembly assembly)
    {
        using var definition = AssemblyDefinition.ReadAssembly(assembly.Location);
        var reader = new AssemblyUses();
        foreach (var type in definition.MainModule.Types)
        {
            reader.Read(type);
        }

        return reader._uses;
    }

    /// <summary>Returns the types that a type is made of: itself, or its element, its arguments and its modifiers.</summary>
    public static IEnumerable<TypeReference> PartsOf(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. PartsOf(generic.ElementType), .. generic.GenericArguments.SelectMany(PartsOf)],
        IModifierType modified => [.. PartsOf(modified.ModifierType), .. PartsOf(modified.ElementType)],
        TypeSpecification other => PartsOf(other.ElementType),
        _ => [type],
    };

    private void Read(TypeDefinition type)
    {
        var user = Outer(type);
        Add(user, type.BaseType);
        Add(user, type.Interfaces.Select(one => one.InterfaceType));
        Add(user, type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType));
        AddAttributes(user, type);
        foreach (var field in type.Fields)
        {
            Add(user, field.FieldType);
            AddAttributes(user, field);
        }

        foreach (var property in type.Properties)
        {
            AddAttributes(user, property);
        }

        foreach (var method in type.Methods)
        {
            Add(user, method);
            AddAttributes(user, method);
            ReadBody(user, method);
        }

        foreach (var nested in type.NestedTypes)
        {
            Read(nested);
        }
    }

    private void ReadBody(string user, MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return;
        }

        Add(user, method.Body.Variables.Select(one => one.VariableType));
        Add(user, method.Body.ExceptionHandlers.Select(one => one.CatchType));
        foreach (var operand in method.Body.Instructions.Select(one => one.Operand))
        {
            switch (operand)
            {
                case TypeReference type:
                    Add(user, type);
                    break;
                case MethodReference called:
                    Add(user, called);
                    break;
                case FieldReference field:
                    Add(user, field.DeclaringType);
                    Add(user, field.FieldType);
                    break;
            }
        }
    }

    private void Add(string user, MethodReference method)
    {
        Add(user, method.DeclaringType);
        Add(user, method.ReturnType);
        Add(user, method.Parameters.Select(one => one.ParameterType));
        if (method is GenericInstanceMethod generic)
        {
            Add(user, generic.GenericArguments);
        }
    }

    private void AddAttributes(string user, Mono.Cecil.ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Add(user, attribute.AttributeType);
            Add(user, attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference));
        }
    }

    private void Add(string user, IEnumerable<TypeReference?> types)
    {
        foreach (var type in types)
        {
            Add(user, type);
        }
    }

    private void Add(string user, TypeReference? type)
    {
        foreach (var used in PartsOf(type).Where(part => part.Scope is ModuleDefinition).Select(Outer).Where(used => used != user))
        {
            _uses.Add(new TypeUse(user, used));
        }
    }

    private static string Outer(TypeReference type) => type.DeclaringType is { } outer ? Outer(outer) : type.FullName;
}
