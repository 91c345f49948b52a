/// @file
/// SPF records of strangers: read, their names expanded, and evaluated where the DNS holds nothing
/// but them.

#include "check/spf_evaluation.hpp"
#include "check/spf_macro.hpp"
#include "check/spf_record.hpp"
#include "check/spf_tree.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace fingerpost;
    using namespace fingerpost::check;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto record = read_spf(text);
    if (!record) return 0;
    const SpfMacros macros{"a.b@example.com", "example.com", std::string(16, '\1'), "h.test", "p"};
    for (const auto& term : record->terms) {
        const auto name = expanded_name(term.domain, macros);
        if (name.size() > 253 && name.find('.') != name.npos) __builtin_trap();
    }
    resolve::Answer answer;
    answer.outcome = resolve::Outcome::found;
    answer.records.push_back({"example.com", resolve::Type::txt, 60, text});
    Evidence evidence;
    for (int round = 0; round < 40; ++round) { // every name shows this record and nothing else
        evidence.start();
        evaluate_spf(evidence, {"192.0.2.1", "example.com"});
        spf_tree(evidence, "example.com", text);
        const auto wanted = evidence.wanted();
        if (wanted.empty()) return 0;
        resolve::Answer none;
        none.outcome = resolve::Outcome::no_data;
        for (const auto& query : wanted.dns)
            evidence.learn(query, query.type == resolve::Type::txt ? answer : none);
    }
    __builtin_trap(); // it led us round in circles
}
