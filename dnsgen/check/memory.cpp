#include "check/memory.hpp"

namespace fingerpost::check {

void keep_memory(const Subject& subject, Findings& findings, std::string_view beginning) {
    for (auto at = subject.memory.lower_bound(std::string(beginning));
         at != subject.memory.end() && at->first.starts_with(beginning);
         ++at)
        findings.remember(at->first, at->second);
}

} // namespace fingerpost::check
