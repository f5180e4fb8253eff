"""The map of the network: its region, and the parts that it is divided into."""

REGION = "Network"
PARTS = {
    "preparation": "Preparation",
    "first_convolution": "Block 1",
    "second_convolution": "Block 2",
    "dense_layers": "Dense",
    "answer": "Answer",
}
# What each stage is called on the map, where there is little room.
STAGES = {
    "ink": "Drawing",
    "crop": "Crop",
    "scale": "Scale",
    "centre": "Centre",
    "input": "Input",
    "conv1": "Conv 1",
    "relu1": "ReLU 1",
    "pool1": "Pool 1",
    "conv2": "Conv 2",
    "relu2": "ReLU 2",
    "pool2": "Pool 2",
    "pool3": "Pool 3",
    "flatten": "Flatten",
    "fc1": "Dense 1",
    "relu3": "ReLU 3",
    "fc2": "Dense 2",
    "relu4": "ReLU 4",
    "fc3": "Dense 3",
    "softmax": "Softmax",
}
