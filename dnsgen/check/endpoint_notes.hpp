/// @file
/// What the addresses of one server came to, check by check: one finding of each check, however
/// many addresses there are.
#pragma once

#include "check/finding.hpp"

#include <string>
#include <vector>

namespace fingerpost::check {

class EndpointNotes {
public:
    /// At an address it is as it ought to be.
    void hold(const Check& check) { note(check); }

    /// At an address it is not. The text says which address where that matters.
    void fail(const Check& check, const std::string& found, const std::string& expected = {});
    void fail(const Check& check, Severity severity, const std::string& found);

    /// At an address nothing could be seen.
    void unclear(const Check& check, const std::string& why);

    /// What failed anywhere has failed; what nobody could see anywhere is unknown.
    void tell(const std::string& subject, Findings& findings) const;

private:
    struct Note {
        const Check* check = nullptr;
        Severity severity = Severity::info;
        std::vector<std::string> failed = {};
        std::vector<std::string> unclear = {};
        std::string expected = {};
    };
    Note& note(const Check& check);

    std::vector<Note> notes_;
};

} // namespace fingerpost::check
