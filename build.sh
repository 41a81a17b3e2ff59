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

# Sets pwsh to the command that starts PowerShell; fails where there is none.
find_pwsh() {
    if command -v pwsh >/dev/null; then
        pwsh=(pwsh)
    elif dotnet tool restore >/dev/null 2>&1 && dotnet tool run pwsh -- -NoProfile -Command 'exit 0' >/dev/null 2>&1; then
        pwsh=(dotnet tool run pwsh --)
    else
        return 1
    fi
}

run_xunit() {
    dotnet test FbaOutbound.sln --configuration "$configuration" --no-build --nologo --verbosity quiet \
        --logger trx --results-directory "$results"
}

run_pester() { "${pwsh[@]}" -NoProfile -NonInteractive -File tests/Pester/Invoke-Tests.ps1 -ResultsFolder "$results"; }

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
        build
        rm -rf "$results"
        mkdir -p "$results"
        status=0
        run_xunit || status=1
        if find_pwsh; then
            run_pester || status=1
        else
            say 'Not run: the Pester tests, because there is no PowerShell on this machine and the tool package could not be restored.'
        fi
        summary
        exit $status
        ;;
    demo)
        build
        if find_pwsh; then
            "${pwsh[@]}" -NoProfile -NonInteractive -File samples/quickstart.ps1
        else
            say 'Not run: the cmdlets, because there is no PowerShell on this machine. The same orders go through the client to the sandbox over HTTP instead.'
            dotnet run --project src/FbaOutbound.Sandbox.Server --configuration "$configuration" --no-build -- demo samples/orders.csv
        fi
        ;;
    bench)
        build
        dotnet run --project tests/Benchmarks --configuration Release --no-build -- "${@:2}"
        ;;
    fuzz)
        # So many spoilt inputs for every reader; the seed and, where one fails, the way that its input was made are shown.
        build
        FBA_FUZZ=${2:-10000} FBA_FUZZ_SEED=${3:-$RANDOM} dotnet test tests/FbaOutbound.Core.Tests --configuration "$configuration" --no-build --nologo --verbosity quiet \
            --filter FullyQualifiedName~Hostile.FuzzTests --logger 'console;verbosity=detailed' | grep -E '^ *seed |FAULT|^ +at |Passed:|Failed:|^Total'
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
