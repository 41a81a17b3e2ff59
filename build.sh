#!/usr/bin/env bash
# Usage: ./build.sh build|test|demo|bench|faults|fuzz|package|clean
# Windows: ./build.ps1 with the same verbs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NO_COLOR=1
configuration=${CONFIGURATION:-Release}
results=artifacts/results

say() { printf '%s\n' "$*"; }

command -v dotnet >/dev/null || { say 'The .NET SDK 10 is needed: https://dotnet.microsoft.com/download'; exit 1; }

build() { dotnet build FbaOutbound.sln --configuration "$configuration" --nologo --verbosity quiet; }

# Sets FBA_PWSH, for this script and what it starts: the engine that the caller names there, or else the pinned one of the tool manifest.
# Its own program is started, because 'dotnet tool run' would make it a process named dotnet, which no test could start again.
find_engine() {
    if [ -n "${FBA_PWSH:-}" ]; then
        FBA_PWSH=$(command -v "$FBA_PWSH") || { say 'FBA_PWSH is not the path of a program. Set it to the path of pwsh, or unset it to use the pinned version.'; exit 1; }
    else
        local version packages restored
        version=$(sed -n 's/.*"version": "\([0-9.]*\.[0-9.]*\)".*/\1/p' .config/dotnet-tools.json)
        packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: *//')
        engine() { compgen -G "${packages%/}/powershell/$version/tools/*/any/unix/pwsh"; }
        restored=$(engine) || { dotnet tool restore >artifacts/tool-restore.log 2>&1 && restored=$(engine); } ||
            { say "PowerShell $version could not be restored as a .NET tool, so no cmdlet can run; artifacts/tool-restore.log has the reason. Correct it, or set FBA_PWSH to the path of pwsh."; exit 1; }
        FBA_PWSH=$restored
    fi
    export FBA_PWSH
    # The engine is a program of its own and asks where the runtime is.
    export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
}

# The assemblies are named because evaluating the solution's projects once more takes longer than some of them run. As many run at a time as
# the machine has processors.
run_xunit() {
    local project assemblies=()
    for project in tests/FbaOutbound.*Tests; do
        assemblies+=("$project/bin/$configuration/net10.0/${project##*/}.dll")
    done
    dotnet test "${assemblies[@]}" --nologo --verbosity quiet --logger trx --results-directory "$results" -- RunConfiguration.MaxCpuCount=0
}

# A suite that this machine cannot run is named, never passed over in silence.
say_not_run() {
    [ -e /usr/lib/mono/4.5/Facades/netstandard.dll ] || say 'Skipped: the main job on Mono, because Mono is not installed (Debian: apt-get install mono-devel).'
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ||
        say 'Skipped: the tests of PostgreSQL, because no server is installed (Debian: apt-get install postgresql).'
}

run_pester() { "$FBA_PWSH" -NoProfile -NonInteractive -File tests/Pester/Invoke-Tests.ps1 -ResultsFolder "$results"; }

# Adds up what xunit's .trx files and Pester's counts say.
summary() {
    { cat "$results"/*.trx 2>/dev/null | tr '>' '\n' | sed -n 's/.*<Counters total="\([0-9]*\)".* passed="\([0-9]*\)" failed="\([0-9]*\)".*/\2 \3 \1/p' | awk '{ print $1, $2, $3 - $1 - $2 }'
      cat "$results"/pester-counts.txt 2>/dev/null || true
    } | awk '{ passed += $1; failed += $2; skipped += $3 } END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
}

case "${1:-}" in
    build)
        build
        say 'The module is in artifacts/FbaOutbound: Import-Module ./artifacts/FbaOutbound'
        ;;
    test)
        rm -rf "$results"
        mkdir -p "$results"
        find_engine
        # Compilers and test processes are short: a second compilation by profile costs them more than it gains.
        export DOTNET_TieredPGO=0
        build
        status=0
        run_xunit >"$results/xunit.log" 2>&1 &
        xunit=$!
        run_pester || status=1
        wait "$xunit" || status=1
        cat "$results/xunit.log"
        say_not_run
        summary
        exit $status
        ;;
    demo)
        mkdir -p artifacts
        find_engine
        build
        "$FBA_PWSH" -NoProfile -NonInteractive -File samples/quickstart.ps1
        ;;
    bench)
        mkdir -p artifacts
        find_engine
        build
        dotnet run --project tests/Benchmarks --configuration Release --no-build -- "${@:2}"
        ;;
    fuzz)
        # So many spoilt inputs for every reader; the seed and, where one fails, the way that its input was made are shown.
        build
        fuzzed='FullyQualifiedName~FuzzTests|FullyQualifiedName~TextCleaningTests|FullyQualifiedName~ImportMutationTests|FullyQualifiedName~HostileIdTests'
        FBA_FUZZ=${2:-10000} FBA_FUZZ_SEED=${3:-$RANDOM} dotnet test tests/FbaOutbound.Core.Tests --configuration "$configuration" --no-build --nologo --verbosity quiet \
            --filter "$fuzzed" --logger 'console;verbosity=detailed' | grep -E '^ *seed |FAULT|^ +at |Passed:|Failed:|^Total'
        ;;
    faults)
        dotnet build tests/FaultSchedules --configuration Release --nologo --verbosity quiet
        dotnet tests/FaultSchedules/bin/Release/net10.0/FbaOutbound.FaultSchedules.dll "${@:2}"
        ;;
    package)
        dotnet build src/FbaOutbound/FbaOutbound.csproj --configuration Release --nologo --verbosity quiet --target:PackageModule
        ls artifacts/packages
        ;;
    clean)
        rm -rf artifacts
        find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
        ;;
    *)
        say 'Usage: ./build.sh build|test|demo|bench|faults|fuzz|package|clean'
        exit 2
        ;;
esac
