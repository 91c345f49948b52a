#include "cli/domain_choice.hpp"

#include "catalog/domain.hpp"

#include <algorithm>

namespace fingerpost::cli {

Result<std::vector<std::string>> named_domains(const Arguments& arguments) {
    const auto words = arguments.all("DOMAIN");
    if (arguments.has("all") != words.empty())
        return Error{Errc::bad_request, "name one DOMAIN or more, or else --all"};
    std::vector<std::string> domains;
    for (const auto& word : words) {
        auto domain = parse_domain(word);
        if (!domain) return domain.error();
        domains.push_back(std::move(*domain));
    }
    return domains;
}

Result<std::vector<std::string>>
chosen_domains(const Arguments& arguments, const Catalog& catalog) {
    auto domains = named_domains(arguments);
    if (!domains) return domains;
    if (arguments.has("all"))
        catalog.for_each([&](std::string_view name, const Offer&) { domains->emplace_back(name); });
    std::ranges::sort(*domains);
    domains->erase(std::unique(domains->begin(), domains->end()), domains->end());
    return domains;
}

} // namespace fingerpost::cli
