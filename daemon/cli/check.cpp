#include "app/domain_check.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "base/together.hpp"
#include "catalog/domain.hpp"
#include "check/report.hpp"
#include "cli/check_output.hpp"
#include "cli/database.hpp"
#include "cli/dns_format.hpp"
#include "cli/domain_choice.hpp"
#include "cli/verbs.hpp"
#include "cli/via_option.hpp"
#include "storage/check_policy_repository.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <ostream>

namespace fingerpost::cli {

namespace {

using boost::asio::awaitable;

constexpr std::size_t domains_at_once = 16;

/// Of --only, each of which may be a list.
Result<std::vector<const check::Family*>> families_of(const Arguments& arguments) {
    std::vector<const check::Family*> families;
    for (const auto& words : arguments.all("only")) {
        for (const auto& word : split_list(words)) {
            const auto* family = check::find_family(word);
            if (!family) {
                std::string names;
                for (const auto& row : check::families())
                    names.append(names.empty() ? "" : ", ").append(row.name);
                return Error{Errc::bad_request, "--only \"" + word + "\" is none of " + names};
            }
            families.push_back(family);
        }
    }
    return families;
}

/// "resolver", "authoritative", or the address of another resolver.
Result<resolve::Vantage> vantage_of(const Arguments& arguments) {
    using Kind = resolve::Vantage::Kind;
    const auto word = arguments.get("from");
    if (word.empty() || word == "resolver") return resolve::Vantage{};
    if (word == "authoritative") return resolve::Vantage{Kind::authoritative};
    const auto endpoint = http::Endpoint::parse(is_ip_address(word) ? word + ":53" : word);
    if (!endpoint && !is_ip_address(word))
        return Error{
            Errc::bad_request,
            "--from \"" + word + "\" is neither resolver nor authoritative nor a resolver's " +
                "address, with or without a port"};
    return resolve::Vantage{Kind::other, word};
}

Result<app::CheckWish> wish_of(const Arguments& arguments) {
    app::CheckWish wish;
    auto families = families_of(arguments);
    if (!families) return families.error();
    wish.families = std::move(*families);
    const auto from = vantage_of(arguments);
    if (!from) return from.error();
    wish.from = *from;
    const auto via = via_of(arguments);
    if (!via) return via.error();
    wish.via = *via;
    wish.live = !arguments.has("dns-only");
    return wish;
}

/// One domain a line; what stands behind `#` is left out.
Result<std::vector<std::string>> listed_domains(const std::string& path) {
    std::ifstream file;
    if (path != "-") file.open(path);
    auto& in = path == "-" ? std::cin : file;
    if (!in) return Error{Errc::not_found, "--file " + path + " cannot be read"};
    std::vector<std::string> domains;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const auto word = trimmed(std::string_view(line).substr(0, line.find('#')));
        if (word.empty()) continue;
        auto domain = parse_domain(word);
        if (!domain)
            return Error{
                domain.error().code,
                path + ":" + std::to_string(number) + ": " + domain.error().what};
        domains.push_back(std::move(*domain));
    }
    return domains;
}

Result<std::vector<std::string>> domains_of(const Arguments& arguments, const Catalog& catalog) {
    const bool named = arguments.has("all") || !arguments.all("DOMAIN").empty();
    if (!arguments.has("file")) {
        auto domains = chosen_domains(arguments, catalog);
        if (domains)
            std::erase_if(*domains, [](const auto& name) { return name.starts_with('*'); });
        return domains;
    }
    if (named) return Error{Errc::bad_request, "--file takes the place of DOMAIN and --all"};
    return listed_domains(arguments.get("file"));
}

/// A run over the chosen domains.
struct Run {
    app::DomainCheck& checks;
    storage::Connection& connection;
    const check::Policy& policy;
    CheckOutput& output;
    const std::vector<std::string>& domains;
    bool remembers = false;
};

std::map<std::string, std::string> memory_of(Run& run, const std::string& domain) {
    if (!run.connection.has_table("fingerpost_check_memory")) return {};
    return storage::CheckPolicyRepository(run.connection).memory(domain);
}

awaitable<void> check_one(Run& run, std::size_t number) {
    const auto& domain = run.domains[number];
    auto findings = co_await run.checks.check(domain, memory_of(run, domain));
    if (!findings) {
        run.output.failed(domain, findings.error());
        co_return;
    }
    if (run.remembers)
        storage::CheckPolicyRepository(run.connection).remember(domain, findings->remembered());
    run.policy.apply(domain, unix_time(), *findings);
    run.output.add({domain, std::move(*findings)});
}

awaitable<void> check_all(Run& run) {
    const auto one = [&run](std::size_t number) { return check_one(run, number); };
    co_await together(run.domains.size(), domains_at_once, one);
}

/// On a context of its own, to the end.
void complete(boost::asio::io_context& context, Run& run) {
    const auto ended = [&context](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
        context.stop();
    };
    boost::asio::co_spawn(context, check_all(run), ended);
    context.run();
}

Result<CheckOutput::Options>
output_options(const Arguments& arguments, const app::Settings& settings) {
    CheckOutput::Options options;
    options.report.all = arguments.has("show-ok");
    using Form = CheckOutput::Form;
    constexpr std::array forms{
        std::pair{"json", Form::json},
        std::pair{"junit", Form::junit},
        std::pair{"markdown", Form::markdown}};
    for (const auto& [word, form] : forms) {
        if (!arguments.has(word)) continue;
        if (options.form != Form::text)
            return Error{Errc::bad_request, "one of --json, --junit and --markdown will do"};
        options.form = form;
    }
    const auto name = arguments.has("panel") ? "panel" : arguments.get("format");
    if (name.empty()) return options;
    const auto chosen = chosen_format(name, arguments, settings);
    if (!chosen) return chosen.error();
    options.report.fix = chosen->format;
    options.report.with = chosen->with;
    return options;
}

Result<Exit> checked(const Arguments& arguments, const app::Settings& settings, Io& io) {
    const auto wish = wish_of(arguments);
    if (!wish) return wish.error();
    const auto options = output_options(arguments, settings);
    if (!options) return options.error();
    const bool remembers = arguments.has("remember");
    const auto connection = remembers ? open_for_change(settings) : open_for_reading(settings);
    if (!connection) return connection.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto domains = domains_of(arguments, *catalog);
    if (!domains) return domains.error();
    const auto policy = app::read_policy(**connection);
    if (!policy) return policy.error();
    boost::asio::io_context context(1);
    const auto checks = app::DomainCheck::make(context, settings, *catalog, *wish);
    if (!checks) return checks.error();
    CheckOutput output(*options, domains->size(), io);
    Run run{**checks, **connection, *policy, output, *domains, remembers};
    complete(context, run);
    return output.finish();
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto exit = checked(arguments, configuration.settings, io);
    return exit ? *exit : failed(io, exit.error());
}

// clang-format off
constexpr std::array options{
    Option{"all", "", "every domain that is served"},
    Option{"file", "FILE", "the domains in this file, one a line; - for standard input"},
    Option{"only", "FAMILY", "these families of checks, see `fingerpost check explain`", false, true},
    Option{"from", "VANTAGE", "look up at `resolver` (the default), at the `authoritative` servers, or at this resolver's address"},
    Option{"dns-only", "", "fetch no page and visit no server"},
    Option{"via", "URL", "fetch every page there, with its own Host header: what the domain would show if its names led there"},
    Option{"show-ok", "", "tell what is well, too"},
    Option{"remember", "", "keep for the next time what only a comparison can tell: serials, policy ids"},
    Option{"format", "FORMAT", "how records to publish are written, one of `fingerpost dns formats`"},
    panel_option,
    Option{"junit", "", "write JUnit XML"},
    Option{"markdown", "", "write tables for a ticket"},
    json_option,
};
// clang-format on
constexpr std::array positionals{Positional{"DOMAIN", "domains that are served", false, true}};

} // namespace

constinit const Verb check_domains{
    .path = "check",
    .summary = "Judge what is really published and really listening",
    .options = options,
    .positionals = positionals,
    .details = "A look-up that nobody answers is unknown, never missing. Exit 0: all is well, 2: "
               "there are\n"
               "warnings, 3: errors, 4: something is not known, 1: a domain could not be checked.",
    .examples = "fingerpost check example.com\n"
                "fingerpost check example.com --only spf,dkim --from authoritative\n"
                "fingerpost check --all --dns-only --junit",
    .run = run};

} // namespace fingerpost::cli
