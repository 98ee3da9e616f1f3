"""A person is counted for themselves, an address for everybody behind it."""

from notes.ground import limits
from notes.ground.throttle import Act, Counted, Throttle


def test_person_is_stopped_at_the_limit_and_nobody_else() -> None:
    throttle = Throttle()
    allowed = [throttle.allow(Counted.person("a"), Act.IDEA) for _ in range(limits.IDEAS_PER_PERSON_PER_MINUTE + 1)]
    assert allowed == [True] * limits.IDEAS_PER_PERSON_PER_MINUTE + [False]
    assert throttle.allow(Counted.person("b"), Act.IDEA) is True


def test_each_act_is_counted_by_itself() -> None:
    throttle = Throttle()
    person = Counted.person("a")
    for _ in range(limits.IDEAS_PER_PERSON_PER_MINUTE):
        throttle.allow(person, Act.IDEA)
    assert throttle.would_allow(person, Act.IDEA) is False
    assert all(throttle.allow(person, act) for act in Act if act is not Act.IDEA)


def test_asking_counts_nothing() -> None:
    throttle = Throttle()
    address = Counted.address("192.0.2.1")
    for _ in range(limits.WRONG_CODES_PER_ADDRESS_PER_MINUTE * 2):
        assert throttle.would_allow(address, Act.WRONG_CODE)
    assert throttle.allow(address, Act.WRONG_CODE)


def test_person_named_like_an_address_is_not_that_address() -> None:
    throttle = Throttle()
    for _ in range(limits.LINES_PER_PERSON_PER_MINUTE):
        throttle.allow(Counted.person("192.0.2.1"), Act.LINE)
    assert throttle.allow(Counted.address("192.0.2.1"), Act.LINE)


def test_ten_thousand_tries_of_one_person_take_nothing_from_three_hundred_others() -> None:
    throttle = Throttle()
    script = Counted.person("script")
    taken = sum(throttle.allow(script, act) for act in (Act.IDEA, Act.SUPPORT) for _ in range(5_000))
    assert taken <= limits.IDEAS_PER_PERSON_PER_MINUTE + limits.SUPPORT_PER_PERSON_PER_MINUTE
    hall = [Counted.person(f"person {number}") for number in range(300)]
    assert all(throttle.allow(one, act) for one in hall for act in (Act.IDEA, *[Act.SUPPORT] * 10))


def test_who_drops_the_cookie_each_time_is_stopped_as_an_address_and_other_addresses_come_in() -> None:
    throttle = Throttle()
    made = sum(throttle.allow(Counted.address("192.0.2.1"), Act.NEW_PERSON) for _ in range(10_000))
    assert made == limits.NEW_PERSONS_PER_ADDRESS_PER_10_MINUTES
    assert throttle.allow(Counted.address("192.0.2.2"), Act.NEW_PERSON)
