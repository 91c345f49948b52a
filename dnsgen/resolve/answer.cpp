#include "resolve/answer.hpp"

#include <utility>

namespace fingerpost::resolve {

std::string_view name(Type type) {
    switch (type) {
    case Type::a: return "A";
    case Type::cname: return "CNAME";
    case Type::mx: return "MX";
    case Type::txt: return "TXT";
    case Type::aaaa: return "AAAA";
    case Type::srv: return "SRV";
    }
    return "?";
}

Answer unknown(Failure failure, std::string what) {
    Answer answer;
    answer.failure = failure;
    answer.what = std::move(what);
    return answer;
}

std::string summary(const Answer& answer) {
    switch (answer.outcome) {
    case Outcome::found: {
        const auto count = answer.records.size();
        return std::to_string(count) + (count == 1 ? " record" : " records");
    }
    case Outcome::no_data: return "no such record";
    case Outcome::no_such_name: return "no such name";
    case Outcome::unknown: break;
    }
    return answer.what;
}

} // namespace fingerpost::resolve
