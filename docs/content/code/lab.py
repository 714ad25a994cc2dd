import random

# region train
for step in range(100):
    loss = random.random() / (step + 1)
    print(step, loss)
# endregion
