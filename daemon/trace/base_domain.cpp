#include "trace/base_domain.hpp"

#include <libpsl.h>

namespace fingerpost::trace {

namespace {

std::string without_first_label(const std::string& host) {
    const auto dot = host.find('.');
    return dot == host.npos ? std::string() : host.substr(dot + 1);
}

} // namespace

std::string registrable_domain(const std::string& host) {
    // the system's list where it is newer than the one built in; kept for the whole process
    static const psl_ctx_t* const list = psl_latest(nullptr);
    const char* found = list ? psl_registrable_domain(list, host.c_str()) : nullptr;
    return found ? found : "";
}

std::vector<std::string>
mx_domains(MxDomains how, const std::string& exchanger, const std::string& domain) {
    std::vector<std::string> domains;
    const auto base = registrable_domain(exchanger);
    if (how == MxDomains::none || base.empty()) return domains;
    if (how == MxDomains::registrable) {
        if (base == registrable_domain(domain)) return domains;
        const auto full = without_first_label(exchanger);
        if (full.size() > base.size()) domains.push_back(full);
        domains.push_back(base);
        return domains;
    }
    for (auto name = exchanger; name.size() >= base.size(); name = without_first_label(name))
        if (name != domain) domains.push_back(name);
    return domains;
}

} // namespace fingerpost::trace
